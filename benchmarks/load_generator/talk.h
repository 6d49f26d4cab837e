/* A turn of talk: the talkers begin, the measuring begins when the room runs evenly, and in the end all falls silent. */
#ifndef TALK_H
#define TALK_H

#include "load.h"

struct turn {
    enum pace {
        FLOOD, /* each talker has `window` messages on their way, and says the next when one has come back */
        PACED, /* `rate` messages a second, the talkers in turns */
        ALONE  /* one message at a time: the next one when the last guest has it */
    } pace;
    int talkers, window;
    double rate, warm_up, seconds;
};

/* Runs a turn, and answers with what was measured. */
void talk(const struct turn *turn);

/* For check.c: how much a talker has said, who it is, and when it said something (0 to said - 1). */
int talk_talkers(void);
uint32_t talk_said(int talker);
int talk_guest_of(int talker);
uint64_t talk_said_at(int talker, uint32_t sequence);
/* A guest whose receiving counts has received these messages. */
void talk_received(const struct guest *guest, int talker, uint64_t said_at, uint64_t now);

/* For guests.c, after each read: lets those talkers go on whose messages have come back. */
void talk_go_on(void);

#endif
