#pragma once
#include <stddef.h>
#include <stdint.h>

/// Encodes palette pixels of 4 or 8 bits as PNG into a growing buffer of malloc().
/// Why in C: libpng reports errors by longjmp, which must never unwind Swift frames.
///
/// pixels: palette indexes, row by row, each row in whole bytes; of 4 bits, the left pixel in the upper ones. palette: colour_count entries of R, G, B.
/// level: zlib level 0 to 9. On success returns 0 and gives *out (caller frees) and *out_size; on failure returns 1 and
/// copies the library's words into message.
int cshims_png_encode_palette(
    const uint8_t *pixels, uint32_t width, uint32_t height, int bit_depth,
    const uint8_t *palette, int colour_count, int level,
    uint8_t **out, size_t *out_size, char *message, size_t message_size);
