#pragma once
#include <stddef.h>

/// How often this process has asked for memory so far: malloc, calloc, realloc and their aligned kin, from all threads and libraries.
size_t callocations_count(void);
