#define _GNU_SOURCE
#include "machine.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MAX_PROCESSES = 64 };
static int processes[MAX_PROCESSES], process_count;
static cpu_set_t cores;

void machine_begin(const char *server_pids) {
    char *rest = (char *)server_pids;
    sched_getaffinity(0, sizeof cores, &cores);
    while (*rest && process_count < MAX_PROCESSES) {
        cpu_set_t theirs;
        int pid = (int)strtol(rest, &rest, 10);
        processes[process_count++] = pid;
        if (!sched_getaffinity(pid, sizeof theirs, &theirs)) CPU_OR(&cores, &cores, &theirs);
        if (*rest) rest++;
    }
}

static double seconds_of(clockid_t clock) {
    struct timespec time = {0};
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double server_cpu(void) {
    double sum = 0;
    clockid_t clock;
    for (int i = 0; i < process_count; i++)
        if (!clock_getcpuclockid(processes[i], &clock)) sum += seconds_of(clock);
    return sum;
}

static double cores_busy(void) {
    char line[512];
    double ticks = 0;
    FILE *file = fopen("/proc/stat", "r");
    while (file && fgets(line, sizeof line, file)) {
        unsigned core;
        unsigned long long user, nice, system, idle, wait, irq, softirq;
        if (sscanf(line, "cpu%u %llu %llu %llu %llu %llu %llu %llu", &core, &user, &nice, &system, &idle, &wait, &irq,
                   &softirq) == 8 && core < CPU_SETSIZE && CPU_ISSET(core, &cores))
            ticks += (double)(user + nice + system + irq + softirq);
    }
    if (file) fclose(file);
    return ticks / (double)sysconf(_SC_CLK_TCK);
}

struct reading machine_read(void) {
    struct reading reading = {
        .at_ns = (uint64_t)(seconds_of(CLOCK_MONOTONIC) * 1e9),
        .server_cpu = server_cpu(),
        .own_cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID),
        .cores_busy = cores_busy(),
    };
    return reading;
}

double machine_foreign_cores(const struct reading *from, const struct reading *to) {
    double seconds = (double)(to->at_ns - from->at_ns) / 1e9;
    double ours = to->server_cpu - from->server_cpu + to->own_cpu - from->own_cpu;
    double foreign = to->cores_busy - from->cores_busy - ours - 0.02; /* the kernel counts in ticks of a hundredth */
    return process_count && seconds > 0 && foreign > 0 ? foreign / seconds : 0;
}

long machine_server_kib(void) {
    long sum = 0;
    for (int i = 0; i < process_count; i++) {
        char path[64];
        long size, resident;
        snprintf(path, sizeof path, "/proc/%d/statm", processes[i]);
        FILE *file = fopen(path, "r");
        if (!file) continue;
        if (fscanf(file, "%ld %ld", &size, &resident) == 2) sum += resident * (sysconf(_SC_PAGESIZE) / 1024);
        fclose(file);
    }
    return sum;
}
