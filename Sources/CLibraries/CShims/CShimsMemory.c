#include "CShimsMemory.h"
#include <malloc.h>

void cshims_limit_arenas(int most) { mallopt(M_ARENA_MAX, most); }
