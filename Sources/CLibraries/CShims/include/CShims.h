#pragma once
// C code that a header-only shim cannot hold: setjmp, unions, callbacks with storage of their own.
#include "CShimsCRC.h"
#include "CShimsMemory.h"
#include "CShimsPNG.h"
#include "CShimsSpawn.h"
