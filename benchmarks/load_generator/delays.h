/* A histogram of delays: 64 steps for each doubling, so that a step is at most 1.6 % wide. */
#ifndef DELAYS_H
#define DELAYS_H

#include <stdint.h>

enum { DELAY_STEP_BITS = 6, DELAY_STEPS = (42 - DELAY_STEP_BITS + 2) << DELAY_STEP_BITS };

struct delays {
    uint64_t count, longest;
    uint64_t steps[DELAY_STEPS];
};

static inline void delays_add(struct delays *delays, uint64_t ns, uint64_t times) {
    if (ns > delays->longest) delays->longest = ns;
    if (ns >> 42) ns = (1ull << 42) - 1; /* more than an hour */
    int shift = 63 - __builtin_clzll(ns | (1ull << DELAY_STEP_BITS)) - DELAY_STEP_BITS;
    delays->steps[((uint64_t)shift << DELAY_STEP_BITS) + (ns >> shift)] += times;
    delays->count += times;
}

/* In microseconds: below it lies this part (0 to 1) of all delays. -1 if there is none. */
double delays_quantile(const struct delays *delays, double part);

#endif
