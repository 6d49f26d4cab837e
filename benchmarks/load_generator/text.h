/* What a talker says: `#`, the talker in 4 hexadecimal digits, a sequence number in 8, and letters up to the size asked
 * for. All of it follows from the two numbers, so a text that came back can be checked to the last byte. */
#ifndef TEXT_H
#define TEXT_H

#include "load.h"

enum { MIN_TEXT_BYTES = 16, MAX_TEXT_BYTES = 4000 };

void text_begin(void);
/* Writes options.text_bytes bytes, and returns that. */
size_t text_put(uint8_t *to, int talker, uint32_t sequence);
/* Whether this is a text that a talker can have said, to the last byte; if so, whose and which. */
bool text_read(const uint8_t *text, size_t bytes, int *talker, uint32_t *sequence);

#endif
