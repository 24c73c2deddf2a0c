import CXGBoost
import Glibc

/// Trees that XGBoost grows, one round at a time.
@safe final class XGBoostBooster {
    private let handle: BoosterHandle?
    private let library: XGBoostLibrary

    /// - Parameter parameters: By XGBoost's names, in the order in which they are set.
    init(
        _ library: XGBoostLibrary,
        knows matrices: [XGBoostMatrix],
        parameters: KeyValuePairs<String, String>
    ) throws(TrainingError) {
        var handle: BoosterHandle?
        let handles = unsafe matrices.map { unsafe $0.handle }
        try library.check(unsafe library.functions.booster_create(handles, UInt64(handles.count), &handle))
        unsafe self.handle = handle
        self.library = library
        for (name, value) in parameters { try library.check(unsafe library.functions.booster_set(handle, name, value)) }
    }

    private init(_ library: XGBoostLibrary, handle: BoosterHandle?) {
        self.library = library
        unsafe self.handle = handle
    }

    deinit { _ = unsafe library.functions.booster_free(handle) }

    /// Grows the trees of a round.
    func update(round: Int, _ matrix: XGBoostMatrix) throws(TrainingError) {
        try library.check(unsafe library.functions.booster_update(handle, Int32(round), matrix.handle))
    }

    /// Margins or probabilities of all rows, one after the other.
    func predict(_ matrix: XGBoostMatrix, margins: Bool) throws(TrainingError) -> [Float] {
        var count: UInt64 = 0
        var result: UnsafePointer<Float>?
        try library.check(
            unsafe library.functions.booster_predict(handle, matrix.handle, margins ? 1 : 0, 0, 0, &count, &result)
        )
        return unsafe Array(UnsafeBufferPointer(start: result, count: Int(count)))
    }

    /// The trees of the first rounds alone.
    func first(_ rounds: Int) throws(TrainingError) -> XGBoostBooster {
        var slice: BoosterHandle?
        try library.check(unsafe library.functions.booster_slice(handle, 0, Int32(rounds), 1, &slice))
        return unsafe XGBoostBooster(library, handle: slice)
    }

    /// The model's document in JSON.
    func document(features names: [String]) throws(TrainingError) -> [UInt8] {
        let texts = unsafe names.map { unsafe strdup($0) }
        defer { unsafe texts.forEach { unsafe free($0) } }
        var list = unsafe texts.map { unsafe UnsafePointer($0) }
        try library.check(
            unsafe library.functions.booster_set_texts(handle, "feature_name", &list, UInt64(list.count))
        )
        var count: UInt64 = 0
        var text: UnsafePointer<CChar>?
        try library.check(unsafe library.functions.booster_save(handle, #"{"format": "json"}"#, &count, &text))
        return unsafe UnsafeBufferPointer(start: text, count: Int(count)).map { UInt8(bitPattern: $0) }
    }
}
