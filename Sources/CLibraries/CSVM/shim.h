#pragma once
#include <libsvm/svm.h>

/// What training calls of the library, which is loaded and not linked (docs/decisions/0013-libraries-that-train.md).
/// Why a struct: Swift cannot name the type of a C function, and the header says what each one is.
struct csvm {
    __typeof__(svm_set_print_string_function) *_Nonnull set_print;
    __typeof__(svm_check_parameter) *_Nonnull check;
    __typeof__(svm_train) *_Nonnull train;
    __typeof__(svm_get_labels) *_Nonnull labels;
    __typeof__(svm_predict_values) *_Nonnull decisions;
    __typeof__(svm_predict_probability) *_Nonnull probabilities;
    __typeof__(svm_save_model) *_Nonnull save;
    __typeof__(svm_free_and_destroy_model) *_Nonnull free;
};
