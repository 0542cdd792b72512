"""What a session is heard by: tones, the programs that play them and that speak, and the announcer that uses both.

Nothing here delays its caller: programs are started, watched and ended in a thread of their own.

    announcer = Announcer(cues, bell=app.bell)          # cues: what this routine wants; bell: where nothing else sounds
    announcer.announce(player.cues, "Switch. Right leg.")
    announcer.muted = True
    if announcer.problem: ...                           # say once why it is the bell
    announcer.close()
"""
