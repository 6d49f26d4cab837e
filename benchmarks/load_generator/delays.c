#include "delays.h"

static double middle_of_step_us(int step) {
    if (step < 2 << DELAY_STEP_BITS) return step / 1e3;
    int shift = (step >> DELAY_STEP_BITS) - 1;
    return ((double)(step - (shift << DELAY_STEP_BITS)) + 0.5) * (double)(1ull << shift) / 1e3;
}

double delays_quantile(const struct delays *delays, double part) {
    if (!delays->count) return -1;
    uint64_t wanted = (uint64_t)(part * (double)delays->count), passed = 0;
    for (int step = 0; step < DELAY_STEPS; step++) {
        passed += delays->steps[step];
        if (passed <= wanted) continue;
        double middle = middle_of_step_us(step), longest = (double)delays->longest / 1e3;
        return middle < longest ? middle : longest;
    }
    return -1;
}
