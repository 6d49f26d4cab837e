/* What the server costs, and whether the machine has something else to do, as Linux counts it. */
#ifndef MACHINE_H
#define MACHINE_H

#include <stdint.h>

struct reading {
    uint64_t at_ns;
    double server_cpu, own_cpu; /* seconds, user and system, all threads */
    double cores_busy;          /* seconds that the cores of the two were busy with anything */
};

/* The processes of the server, as "12,34"; they and this program must be pinned to their cores by now. */
void machine_begin(const char *server_pids);
struct reading machine_read(void);
/* Cores' worth of work in between that was neither the server's nor this program's. */
double machine_foreign_cores(const struct reading *from, const struct reading *to);
/* Resident memory of the server; without the kernel's socket buffers, which no process owns. */
long machine_server_kib(void);

#endif
