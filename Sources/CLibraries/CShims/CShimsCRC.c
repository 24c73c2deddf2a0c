#include "CShimsCRC.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

static int has_carryless_product(void) {
    // 0 for not asked yet; two threads that ask at once find the same.
    static _Atomic int known = 0;
    int answer = known;
    if (answer == 0) {
        unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
        int is_told = __get_cpuid(1, &eax, &ebx, &ecx, &edx);
        answer = is_told && (ecx & bit_PCLMUL) && (ecx & bit_SSE4_1) ? 1 : -1;
        known = answer;
    }
    return answer == 1;
}

// V. Gopal and others, "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction", Intel, 2009: four parts are folded over
// each other, then one over the rest, then what is left is reduced by Barrett's method. The numbers are remainders of powers of x, bits
// turned round.
__attribute__((target("pclmul,sse4.1"))) static __m128i fold(__m128i part, __m128i by, __m128i next) {
    __m128i low = _mm_clmulepi64_si128(part, by, 0x00);
    __m128i high = _mm_clmulepi64_si128(part, by, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

__attribute__((target("pclmul,sse4.1"))) static __m128i load(const uint8_t *bytes) {
    return _mm_loadu_si128((const __m128i *)bytes);
}

__attribute__((target("pclmul,sse4.1"))) static uint32_t folded(const uint8_t *bytes, size_t count, uint32_t state) {
    const __m128i by_four = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
    const __m128i by_one = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
    const __m128i to_64 = _mm_set_epi64x(0, 0x0163cd6124);
    const __m128i barrett = _mm_set_epi64x(0x01f7011641, 0x01db710641);
    const __m128i lower = _mm_setr_epi32(~0, 0, ~0, 0);
    __m128i a = _mm_xor_si128(load(bytes), _mm_cvtsi32_si128((int)state));
    __m128i b = load(bytes + 16), c = load(bytes + 32), d = load(bytes + 48);
    for (bytes += 64, count -= 64; count >= 64; bytes += 64, count -= 64) {
        a = fold(a, by_four, load(bytes));
        b = fold(b, by_four, load(bytes + 16));
        c = fold(c, by_four, load(bytes + 32));
        d = fold(d, by_four, load(bytes + 48));
    }
    a = fold(fold(fold(a, by_one, b), by_one, c), by_one, d);
    for (; count >= 16; bytes += 16, count -= 16) a = fold(a, by_one, load(bytes));
    a = _mm_xor_si128(_mm_srli_si128(a, 8), _mm_clmulepi64_si128(a, by_one, 0x10));
    a = _mm_xor_si128(_mm_srli_si128(a, 4), _mm_clmulepi64_si128(_mm_and_si128(a, lower), to_64, 0x00));
    __m128i rest = _mm_clmulepi64_si128(_mm_and_si128(a, lower), barrett, 0x10);
    rest = _mm_clmulepi64_si128(_mm_and_si128(rest, lower), barrett, 0x00);
    return (uint32_t)_mm_extract_epi32(_mm_xor_si128(a, rest), 1);
}

size_t cshims_crc32_fold(const uint8_t *bytes, size_t count, uint32_t *crc) {
    if (count < 64 || !has_carryless_product()) return 0;
    size_t taken = count & ~(size_t)15;
    *crc = ~folded(bytes, taken, ~*crc);
    return taken;
}
#else
size_t cshims_crc32_fold(const uint8_t *bytes, size_t count, uint32_t *crc) {
    (void)bytes, (void)count, (void)crc;
    return 0;
}
#endif
