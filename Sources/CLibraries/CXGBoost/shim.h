#pragma once
#include <xgboost/c_api.h>

/// What training calls of the library, which is loaded and not linked (docs/decisions/0013-libraries-that-train.md).
/// Why a struct: Swift cannot name the type of a C function, and the header says what each one is.
struct cxgboost {
    __typeof__(XGBGetLastError) *_Nonnull last_error;
    __typeof__(XGBSetGlobalConfig) *_Nonnull set_global_config;
    __typeof__(XGDMatrixCreateFromMat) *_Nonnull matrix_create;
    __typeof__(XGDMatrixSetFloatInfo) *_Nonnull matrix_set_floats;
    __typeof__(XGDMatrixFree) *_Nonnull matrix_free;
    __typeof__(XGBoosterCreate) *_Nonnull booster_create;
    __typeof__(XGBoosterFree) *_Nonnull booster_free;
    __typeof__(XGBoosterSetParam) *_Nonnull booster_set;
    __typeof__(XGBoosterSetStrFeatureInfo) *_Nonnull booster_set_texts;
    __typeof__(XGBoosterUpdateOneIter) *_Nonnull booster_update;
    __typeof__(XGBoosterPredict) *_Nonnull booster_predict;
    __typeof__(XGBoosterSlice) *_Nonnull booster_slice;
    __typeof__(XGBoosterSaveModelToBuffer) *_Nonnull booster_save;
};
