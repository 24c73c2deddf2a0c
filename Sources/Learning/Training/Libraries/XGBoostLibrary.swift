import CXGBoost

/// XGBoost's functions.
@safe final class XGBoostLibrary {
    let functions: cxgboost

    /// - Throws: ``TrainingError`` of kind `library`.
    init() throws(TrainingError) {
        let library = try SharedLibrary(["libxgboost.so.0", "libxgboost.so"], package: "libxgboost0")
        unsafe functions = cxgboost(
            last_error: try library.function("XGBGetLastError"),
            set_global_config: try library.function("XGBSetGlobalConfig"),
            matrix_create: try library.function("XGDMatrixCreateFromMat"),
            matrix_set_floats: try library.function("XGDMatrixSetFloatInfo"),
            matrix_free: try library.function("XGDMatrixFree"),
            booster_create: try library.function("XGBoosterCreate"),
            booster_free: try library.function("XGBoosterFree"),
            booster_set: try library.function("XGBoosterSetParam"),
            booster_set_texts: try library.function("XGBoosterSetStrFeatureInfo"),
            booster_update: try library.function("XGBoosterUpdateOneIter"),
            booster_predict: try library.function("XGBoosterPredict"),
            booster_slice: try library.function("XGBoosterSlice"),
            booster_save: try library.function("XGBoosterSaveModelToBuffer")
        )
        try check(unsafe functions.set_global_config(#"{"verbosity": 0}"#))
    }

    /// - Throws: ``TrainingError`` of kind `refused` with the library's words where a call has failed.
    func check(_ code: Int32) throws(TrainingError) {
        guard code != 0 else { return }
        let words = unsafe functions.last_error().map { unsafe String(cString: $0) } ?? "no reason given"
        let first = words.split(whereSeparator: \.isNewline).first.map(String.init) ?? words
        throw TrainingError(.refused, "XGBoost: \(first.prefix(300))")
    }
}

/// Rows of numbers as XGBoost has them.
@safe final class XGBoostMatrix {
    let handle: DMatrixHandle?
    let rowCount: Int
    private let library: XGBoostLibrary

    /// - Parameters:
    ///   - values: Row by row; NaN where one is missing.
    ///   - labels: Classes from 0 on; empty for rows that are only predicted.
    init(_ library: XGBoostLibrary, _ values: [Float], rows: Int, columns: Int, labels: [Float]) throws(TrainingError) {
        precondition(
            values.count == rows * columns && (labels.isEmpty || labels.count == rows),
            "a row has its columns"
        )
        var handle: DMatrixHandle?
        try library.check(unsafe library.functions.matrix_create(values, UInt64(rows), UInt64(columns), .nan, &handle))
        unsafe self.handle = handle
        rowCount = rows
        self.library = library
        if !labels.isEmpty {
            try library.check(unsafe library.functions.matrix_set_floats(handle, "label", labels, UInt64(rows)))
        }
    }

    deinit { _ = unsafe library.functions.matrix_free(handle) }
}
