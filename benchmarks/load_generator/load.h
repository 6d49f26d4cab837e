/* What the files of the load generator share: the options, the guests, and how bytes come to them.
 *
 * One process, one thread, one epoll: a crowd of guests in one room of one server. The files, from the inside out:
 *
 *   text.c       what a talker says: every byte of it follows from the talker and a sequence number
 *   protocols.h  what a server's bytes mean: chatroom.c (plain and rich), irc.c, nats.c, mqtt.c
 *   check.c      whether every guest got every message, once, in order, to the last byte
 *   guests.c     connections: logging in, sending, receiving
 *   crowd.c      many guests who come, stay and go
 *   talk.c       a turn of talk, measured
 *   main.c       the commands
 */
#ifndef LOAD_H
#define LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAX_GUESTS = 10000, MAX_TALKERS = 512, NAME_BYTES = 5 };

struct protocol;

struct options {
    const struct protocol *protocol;
    int port;
    int text_bytes;
    bool half_rich;      /* every second guest speaks the rich dialect */
    bool spins;          /* never sleeps during a turn: for a core of one's own */
    int logins_at_once;  /* while a room is filled; a storm knows no such limit */
    double patience;     /* seconds until a room that does not fill or settle is given up */
};
extern struct options options;

enum state { ABSENT, CONNECTING, LOGGING_IN, PRESENT, GONE };

struct bytes {
    uint8_t *at;
    size_t count, room;
};

struct guest {
    int number, fd;
    enum state state;
    bool is_rich, wants_out, is_settled;
    int known;             /* arrivals that it was told of, less departures; itself included */
    int departures;
    uint64_t heard_at;     /* when its last bytes came */
    struct bytes unread;   /* the beginning of a unit whose end has not come yet */
    struct bytes unsent;

    int talker;            /* who it is as a talker, or -1 */
    bool is_witness;       /* what it receives is what allows the talkers to go on */
    bool is_level;         /* so far its bytes were those of the reference (check.c) */
    uint64_t next;         /* there: the number of the message to come */
    uint32_t *expected, *missing; /* of each talker, once it is not level */
};

struct crowd {
    struct guest *guests;
    int count;             /* guests 0 to count - 1 were asked in */
    int present, settled, gone, pongs;
    uint64_t heard_at;     /* when the last bytes came to anybody */
    uint64_t settled_at;   /* when the last guest had been told of everybody */
    uint64_t reads;
    uint64_t busy_ns;      /* at work, and not waiting */
    bool has_command;      /* there is a line on standard input */
};
extern struct crowd crowd;

/* main.c: says why on standard output, as the answer to the command, and ends the program. */
_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* main.c: the answer to the command, number by number. */
void answer(const char *key, double value);

uint64_t now_ns(void);
double seconds_since(uint64_t ns);

/* guests.c */
void guests_begin(void);
void guest_name(int number, char name[NAME_BYTES + 1]);
void guest_come(struct guest *guest);
void guest_send(struct guest *guest, const void *bytes, size_t count);
void guest_close(struct guest *guest);
void guest_arrived(struct guest *guest);
void guest_departed(struct guest *guest);
void guest_present(struct guest *guest);
void guest_forget(struct guest *guest);
/* Takes in what has come; waits for something for so many seconds at most. */
void guests_serve(double wait_seconds);

/* crowd.c: each waits until it is done, or gives up, and answers. */
void crowd_join(int count);
void crowd_rest(double seconds);
void crowd_ping(void);
void crowd_storm(int count);

#endif
