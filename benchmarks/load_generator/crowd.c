/* Many guests who come, stay and go: filling a room, resting in it, and everybody coming and going at once. */
#include "check.h"
#include "load.h"
#include "machine.h"
#include "protocols.h"

#include <sys/socket.h>

static const double QUIET_SECONDS = 0.3; /* where nobody is told who is there: after this silence all is settled */
static const double LOOK_SECONDS = 0.02;

static bool is_quiet(double seconds) { return seconds_since(crowd.heard_at) > seconds; }

static bool is_settled(void) {
    if (crowd.present < crowd.count) return false;
    return options.protocol->tells_everyone ? crowd.settled == crowd.count : is_quiet(QUIET_SECONDS);
}

static void insist(uint64_t since, const char *on_what) {
    if (crowd.gone) give_up("%d of %d guests were dropped %s", crowd.gone, crowd.count, on_what);
    if (verdict.damaged) give_up("the server says what makes no sense %s", on_what);
    if (seconds_since(since) > options.patience)
        give_up("given up after %.0f s %s: %d of %d guests are in, %d know of all the others", options.patience,
                on_what, crowd.present, crowd.count, crowd.settled);
}

static void expect(int count) {
    if (count <= crowd.count || count > MAX_GUESTS) give_up("%d guests cannot become %d", crowd.count, count);
    crowd.count = count;
    crowd.settled = 0;
    for (int i = 0; i < count; i++) crowd.guests[i].is_settled = false;
}

void crowd_join(int count) {
    int asked = crowd.count;
    long kib_before = machine_server_kib();
    struct reading before = machine_read();
    uint64_t began = now_ns();
    double present_seconds = 0;
    expect(count);
    while (!is_settled()) {
        while (asked < count && asked - crowd.present < options.logins_at_once) guest_come(&crowd.guests[asked++]);
        guests_serve(LOOK_SECONDS);
        if (!present_seconds && crowd.present == count) present_seconds = seconds_since(began);
        insist(began, "while the room was filled");
    }
    struct reading after = machine_read();
    uint64_t settled_at = options.protocol->tells_everyone ? crowd.settled_at : crowd.heard_at;
    answer("present_s", present_seconds);
    answer("settled_s", (double)(settled_at - began) / 1e9);
    answer("server_cpu_s", after.server_cpu - before.server_cpu);
    answer("kib_before", (double)kib_before);
}

void crowd_rest(double seconds) {
    struct reading before = machine_read();
    uint64_t began = now_ns();
    while (seconds_since(began) < seconds) guests_serve(LOOK_SECONDS);
    struct reading after = machine_read();
    answer("server_cpu_s", after.server_cpu - before.server_cpu);
}

void crowd_ping(void) {
    static const char ping[] = "\x02" "6{\"t\":\"ping\",\"n\":1}\x03";
    uint64_t began = now_ns();
    int sent = 0;
    crowd.pongs = 0;
    for (int i = 0; i < crowd.count; i++) {
        if (!crowd.guests[i].is_rich) continue;
        guest_send(&crowd.guests[i], ping, sizeof ping - 1);
        sent++;
    }
    while (crowd.pongs < sent) {
        guests_serve(LOOK_SECONDS);
        insist(began, "while all said that they were there");
    }
    answer("pongs", crowd.pongs);
}

/* ---- storm --------------------------------------------------------------------------------------------- */

/* Answers with when the last had come in, when guest 0 knew of all, and when everybody did. */
static void all_come(int count) {
    struct guest *observer = &crowd.guests[0];
    int before = crowd.count;
    expect(before + count);
    uint64_t began = now_ns(), told_at = 0;
    double present_seconds = 0;
    for (int i = before; i < crowd.count; i++) guest_come(&crowd.guests[i]);
    while (!is_settled() || (options.protocol->tells_people && !told_at)) {
        guests_serve(LOOK_SECONDS);
        if (!present_seconds && crowd.present == crowd.count) present_seconds = seconds_since(began);
        if (!told_at && observer->known >= crowd.count) told_at = observer->heard_at;
        insist(began, "in the storm");
    }
    uint64_t settled_at = options.protocol->tells_everyone ? crowd.settled_at : crowd.heard_at;
    answer("present_s", present_seconds);
    answer("told_s", told_at ? (double)(told_at - began) / 1e9 : -1);
    answer("settled_s", (double)(settled_at - began) / 1e9);
}

static void go(struct guest *guest) {
    if (!guest->is_rich) {
        guest_close(guest);
        return;
    }
    options.protocol->leave(guest);
    shutdown(guest->fd, SHUT_WR); /* and not close: with something unread, that would throw the goodbye away */
}

/* Answers with when guest 0 was told that the last had gone. */
static void all_go(int first) {
    struct guest *observer = &crowd.guests[0];
    observer->departures = 0;
    uint64_t began = now_ns();
    for (int i = first; i < crowd.count; i++) go(&crowd.guests[i]);
    while (options.protocol->tells_people ? observer->departures < crowd.count - first
                                          : seconds_since(began) < QUIET_SECONDS) {
        guests_serve(LOOK_SECONDS);
        if (observer->state == GONE) give_up("the observer was dropped");
        if (seconds_since(began) > options.patience)
            give_up("only %d of %d were seen leaving", observer->departures, crowd.count - first);
    }
    answer("gone_s", options.protocol->tells_people ? (double)(observer->heard_at - began) / 1e9 : -1);
    for (int i = first; i < crowd.count; i++) guest_forget(&crowd.guests[i]);
}

void crowd_storm(int count) {
    int first = crowd.count;
    if (first != 1) give_up("a storm wants one guest who is there already, to observe it");
    struct reading before = machine_read();
    all_come(count);
    struct reading inside = machine_read();
    all_go(first);
    struct reading after = machine_read();
    crowd.count = crowd.present = first;
    crowd.gone = 0;
    answer("crowd", count);
    answer("server_cpu_s", inside.server_cpu - before.server_cpu);
    answer("gone_cpu_s", after.server_cpu - inside.server_cpu);
    answer("foreign_cores", machine_foreign_cores(&before, &after));
}
