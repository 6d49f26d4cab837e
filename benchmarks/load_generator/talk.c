#include "talk.h"

#include "check.h"
#include "machine.h"
#include "protocols.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { REMEMBERED = 1 << 16, MOST_AT_ONCE = 1000 };
static const double STALL_SECONDS = 3, DRAIN_SECONDS = 20, SURPLUS_SECONDS = 0.05, LOOK_SECONDS = 0.001;

struct talker {
    int guest;
    uint32_t said, due;
    uint64_t *said_at; /* of the last REMEMBERED ones, by sequence number */
};
static struct talker talkers[MAX_TALKERS];
static int talker_count;

static const struct turn *now_on; /* the turn that is on, or NULL */
static int active[MAX_TALKERS];   /* who talks in it */
static int receivers, reached;
static uint64_t came_back, came_back_at;
static struct delays last_delays; /* until the last guest had it */
static uint8_t *outgoing;

int talk_talkers(void) { return talker_count; }
uint32_t talk_said(int talker) { return talkers[talker].said; }
int talk_guest_of(int talker) { return talkers[talker].guest; }
uint64_t talk_said_at(int talker, uint32_t sequence) { return talkers[talker].said_at[sequence % REMEMBERED]; }

static void say(int talker, uint32_t count) {
    struct talker *who = &talkers[talker];
    uint64_t now = now_ns();
    size_t bytes = 0;
    for (; count; count--, who->said++) {
        bytes += options.protocol->put(outgoing + bytes, talker, who->said);
        who->said_at[who->said % REMEMBERED] = now;
    }
    guest_send(&crowd.guests[who->guest], outgoing, bytes);
}

void talk_received(const struct guest *guest, int talker, uint64_t said_at, uint64_t now) {
    if (!now_on) return;
    if (now_on->pace == ALONE) {
        if (++reached < receivers) return;
        reached = 0;
        delays_add(&last_delays, now - said_at, 1);
    } else if (options.protocol->echoes && guest->talker != talker) {
        return;
    }
    talkers[talker].due++;
    came_back++;
    came_back_at = now;
}

void talk_go_on(void) {
    if (!now_on || now_on->pace == PACED) return;
    for (int i = 0; i < now_on->talkers; i++) {
        struct talker *who = &talkers[active[i]];
        if (!who->due) continue;
        say(active[i], who->due);
        who->due = 0;
    }
}

/* ---- who talks ----------------------------------------------------------------------------------------- */

static int become_talker(struct guest *guest) {
    if (guest->talker >= 0) return guest->talker;
    if (talker_count == MAX_TALKERS) give_up("more than %d guests have talked", MAX_TALKERS);
    struct talker *who = &talkers[talker_count];
    who->guest = guest->number;
    who->said_at = calloc(REMEMBERED, sizeof *who->said_at);
    if (!who->said_at) give_up("there is not enough memory");
    return guest->talker = talker_count++;
}

/* Who does not talk, for a protocol in which talkers do not hear themselves. */
static struct guest *somebody_silent(const struct turn *turn) {
    for (int i = crowd.count - 1; i >= 0; i--) {
        bool talks = false;
        for (int k = 0; k < turn->talkers; k++) talks |= active[k] == crowd.guests[i].talker;
        if (!talks) return &crowd.guests[i];
    }
    give_up("somebody must be silent, since talkers do not hear themselves in this protocol");
}

static void choose(const struct turn *turn) {
    if (turn->talkers < 1 || turn->talkers > crowd.count || turn->talkers > MAX_TALKERS)
        give_up("%d of %d guests cannot talk", turn->talkers, crowd.count);
    for (int i = 0; i < turn->talkers; i++)
        active[i] = become_talker(&crowd.guests[(long)i * crowd.count / turn->talkers]);
    for (int i = 0; i < crowd.count; i++) crowd.guests[i].is_witness = turn->pace == ALONE;
    if (turn->pace != FLOOD) return;
    if (!options.protocol->echoes) somebody_silent(turn)->is_witness = true;
    else for (int i = 0; i < turn->talkers; i++) crowd.guests[talkers[active[i]].guest].is_witness = true;
}

static void begin(const struct turn *turn) {
    choose(turn);
    check_begin_turn();
    size_t at_once = (size_t)(turn->window > 1 ? turn->window : 1);
    outgoing = realloc(outgoing, at_once * ((size_t)options.text_bytes + 64));
    if (!outgoing) give_up("there is not enough memory");
    receivers = crowd.count - !options.protocol->echoes;
    reached = 0;
    came_back = 0;
    came_back_at = now_ns();
    now_on = turn;
    if (turn->pace == PACED) return;
    for (int i = 0; i < turn->talkers; i++) say(active[i], (uint32_t)turn->window);
}

/* ---- the course of a turn ------------------------------------------------------------------------------ */

struct measured {
    struct reading machine;
    uint64_t deliveries, reads, busy_ns, came_back;
};

static struct measured measure(void) {
    return (struct measured){machine_read(), tally.deliveries, crowd.reads, crowd.busy_ns, came_back};
}

/* Says what is due by now; returns in how many seconds the next one is. */
static double keep_pace(const struct turn *turn, uint64_t began, uint64_t *count) {
    double due = seconds_since(began) * turn->rate;
    for (int burst = 0; (double)*count <= due && burst < MOST_AT_ONCE; burst++)
        say(active[(*count)++ % (uint64_t)turn->talkers], 1);
    return ((double)*count - due) / turn->rate;
}

/* Whether the room runs evenly: the ramp is over, and the first windowful has been around. */
static bool is_even(const struct turn *turn, uint64_t began) {
    double late = seconds_since(began) - turn->warm_up;
    if (late < 0) return false;
    return turn->pace == PACED || late > STALL_SECONDS || came_back >= (uint64_t)(turn->talkers * turn->window);
}

static bool is_stalled(const struct turn *turn) {
    return turn->pace != PACED && seconds_since(came_back_at) > STALL_SECONDS + turn->seconds;
}

static void run(const struct turn *turn, struct measured *from, struct measured *to) {
    uint64_t began = now_ns(), paced = 0;
    bool is_measuring = false;
    for (;;) {
        if (!is_measuring && is_even(turn, began)) {
            is_measuring = true;
            memset(&tally, 0, sizeof tally);
            memset(&last_delays, 0, sizeof last_delays);
            *from = measure();
        }
        if (is_measuring && seconds_since(from->machine.at_ns) >= turn->seconds) break;
        if (is_stalled(turn)) break;
        double wait = turn->pace == PACED ? keep_pace(turn, began, &paced) : LOOK_SECONDS;
        guests_serve(options.spins || wait < 0 ? 0 : wait < LOOK_SECONDS ? wait : LOOK_SECONDS);
    }
    *to = measure();
    if (!is_measuring) *from = *to;
}

static void drain(void) {
    uint64_t began = now_ns();
    crowd.heard_at = began;
    while (check_outstanding() && seconds_since(began) < DRAIN_SECONDS && seconds_since(crowd.heard_at) < STALL_SECONDS)
        guests_serve(LOOK_SECONDS);
    began = now_ns();
    while (seconds_since(began) < SURPLUS_SECONDS) guests_serve(LOOK_SECONDS); /* what should not come: doubles */
    check_end_turn();
    for (int i = 0; i < talker_count; i++) talkers[i].due = 0;
}

static void answer_with(const struct measured *from, const struct measured *to, const struct tally *heard) {
    double seconds = (double)(to->machine.at_ns - from->machine.at_ns) / 1e9;
    answer("seconds", seconds);
    answer("messages_back", (double)(to->came_back - from->came_back));
    answer("deliveries", (double)(to->deliveries - from->deliveries));
    answer("reads", (double)(to->reads - from->reads));
    answer("server_cpu_s", to->machine.server_cpu - from->machine.server_cpu);
    answer("load_busy_s", (double)(to->busy_ns - from->busy_ns) / 1e9);
    answer("foreign_cores", machine_foreign_cores(&from->machine, &to->machine));
    answer("p50_us", delays_quantile(&heard->delays, 0.5));
    answer("p99_us", delays_quantile(&heard->delays, 0.99));
    answer("max_us", heard->delays.count ? (double)heard->delays.longest / 1e3 : -1);
    answer("last_p50_us", delays_quantile(&last_delays, 0.5));
    answer("last_p99_us", delays_quantile(&last_delays, 0.99));
}

void talk(const struct turn *turn) {
    static struct tally heard;
    struct measured from, to;
    begin(turn);
    run(turn, &from, &to);
    heard = tally;
    now_on = NULL;
    drain();
    answer_with(&from, &to, &heard);
}
