/* Guests of a chat server for the benchmarks, by the thousand: they log in, talk, and check every delivery.
 *
 *   load_generator --protocol chatroom|irc|nats|mqtt --port N [--half-rich] [--text-bytes N] [--logins-at-once N]
 *                  [--patience SECONDS] [--server-pids N,N] [--spin]
 *
 * Commands come on standard input, a line each; each is answered by one line, an object of JSON:
 *
 *   join N                                 fill the room up to N guests, until everybody knows of everybody
 *   flood TALKERS WINDOW WARM-UP SECONDS   each talker has WINDOW messages on their way
 *   pace TALKERS RATE WARM-UP SECONDS      RATE messages a second, the talkers in turns
 *   alone WARM-UP SECONDS                  one message at a time, the next when the last guest has it
 *   storm N                                N more come at once, and when all is settled go at once
 *   rest SECONDS                           nothing
 *   ping                                   the rich guests say that they are there, as they must now and then
 *
 * An answer that holds `error` is the last one: the program has ended. So it does when standard input ends.
 */
#define _GNU_SOURCE
#include "check.h"
#include "load.h"
#include "machine.h"
#include "protocols.h"
#include "talk.h"
#include "text.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct options options = {.text_bytes = 64, .logins_at_once = 64, .patience = 60};
struct crowd crowd;
const struct protocol *const protocols[4] = {&chatroom, &irc, &nats, &mqtt};

uint64_t now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

double seconds_since(uint64_t ns) { return (double)(int64_t)(now_ns() - ns) / 1e9; }

void answer(const char *key, double value) { printf("\"%s\":%.9g,", key, value); }

_Noreturn void give_up(const char *format, ...) {
    char why[512];
    va_list values;
    va_start(values, format);
    vsnprintf(why, sizeof why, format, values);
    va_end(values);
    for (char *at = why; *at; at++)
        if (*at == '"' || *at == '\\' || (unsigned char)*at < ' ') *at = '\'';
    printf("\"error\":\"%s\"}\n", why);
    fflush(stdout);
    exit(1);
}

static void answer_always(void) {
    answer("guests", crowd.count);
    answer("dropped", crowd.gone);
    answer("server_kib", (double)machine_server_kib());
    answer("lost", (double)verdict.lost);
    answer("duplicated", (double)verdict.duplicated);
    answer("misordered", (double)verdict.misordered);
    answer("damaged", (double)verdict.damaged);
    printf("\"diverged\":%.0f}\n", (double)verdict.diverged);
    fflush(stdout);
}

static void carry_out(const char *line) {
    struct turn turn = {.window = 1, .talkers = 1};
    int count;
    double seconds;
    putchar('{');
    if (sscanf(line, "join %d", &count) == 1) crowd_join(count);
    else if (sscanf(line, "storm %d", &count) == 1) crowd_storm(count);
    else if (sscanf(line, "rest %lf", &seconds) == 1) crowd_rest(seconds);
    else if (!strcmp(line, "ping\n")) crowd_ping();
    else if (sscanf(line, "flood %d %d %lf %lf", &turn.talkers, &turn.window, &turn.warm_up, &turn.seconds) == 4)
        turn.pace = FLOOD, talk(&turn);
    else if (sscanf(line, "pace %d %lf %lf %lf", &turn.talkers, &turn.rate, &turn.warm_up, &turn.seconds) == 4)
        turn.pace = PACED, talk(&turn);
    else if (sscanf(line, "alone %lf %lf", &turn.warm_up, &turn.seconds) == 2)
        turn.pace = ALONE, talk(&turn);
    else give_up("no such command: %s", line);
    answer_always();
}

static void serve_commands(void) {
    char line[256];
    for (;;) {
        crowd.has_command = false;
        while (!crowd.has_command) guests_serve(1);
        ssize_t count = read(STDIN_FILENO, line, sizeof line - 1);
        if (count <= 0) return;
        line[count] = 0;
        carry_out(line);
    }
}

static const struct protocol *protocol_called(const char *name) {
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
        if (!strcmp(protocols[i]->name, name)) return protocols[i];
    return NULL;
}

static const char *read_options(int count, char **values) {
    static const struct option known[] = {
        {"protocol", 1, 0, 'p'}, {"port", 1, 0, 'n'}, {"half-rich", 0, 0, 'r'}, {"text-bytes", 1, 0, 't'},
        {"logins-at-once", 1, 0, 'l'}, {"patience", 1, 0, 'w'}, {"server-pids", 1, 0, 'i'}, {"spin", 0, 0, 's'}, {0}};
    const char *server_pids = "";
    for (int option; (option = getopt_long(count, values, "", known, NULL)) != -1;) switch (option) {
        case 'p': options.protocol = protocol_called(optarg); break;
        case 'n': options.port = atoi(optarg); break;
        case 'r': options.half_rich = true; break;
        case 't': options.text_bytes = atoi(optarg); break;
        case 'l': options.logins_at_once = atoi(optarg); break;
        case 'w': options.patience = atof(optarg); break;
        case 'i': server_pids = optarg; break;
        case 's': options.spins = true; break;
        default: exit(2);
        }
    return server_pids;
}

static void insist_on_options(void) {
    const char *wrong = NULL;
    if (!options.protocol) wrong = "give --protocol chatroom, irc, nats or mqtt";
    else if (options.port < 1 || options.port > 65535) wrong = "give --port";
    else if (options.half_rich && options.protocol != &chatroom) wrong = "rich is a dialect of the chatroom alone";
    else if (options.text_bytes < MIN_TEXT_BYTES || options.text_bytes > MAX_TEXT_BYTES) wrong = "--text-bytes: 16 to 4000";
    else if (options.logins_at_once < 1) wrong = "--logins-at-once: 1 or more";
    if (!wrong) return;
    fprintf(stderr, "load_generator: %s\n", wrong);
    exit(2);
}

static void want_descriptors(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int count, char **values) {
    const char *server_pids = read_options(count, values);
    insist_on_options();
    want_descriptors();
    prctl(PR_SET_TIMERSLACK, 1000); /* 1 µs: sleeping must not be longer than asked for */
    machine_begin(server_pids);
    text_begin();
    check_begin();
    guests_begin();
    serve_commands();
    return 0;
}
