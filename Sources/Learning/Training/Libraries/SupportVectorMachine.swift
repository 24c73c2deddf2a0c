import CSVM
import Glibc
import Platform

/// A classifier of libsvm: radial kernel, with probabilities.
@safe final class SupportVectorMachine {
    private var model: UnsafeMutablePointer<svm_model>?
    private let library: SupportVectorLibrary
    /// The vectors of the model lie in them.
    private let rows: SupportVectorRows
    private let classCount: Int

    /// - Parameters:
    ///   - labels: A class for each row; all of `classCount` occur.
    ///   - seed: Of the shuffles with which libsvm cuts the rows to fit its probabilities.
    /// - Throws: ``TrainingError`` of kind `refused`.
    init(
        _ library: SupportVectorLibrary,
        _ rows: [[Double]],
        labels: [Double],
        classCount: Int,
        gamma: Double,
        cost: Double,
        seed: UInt32
    ) throws(TrainingError) {
        self.library = library
        self.rows = SupportVectorRows(rows)
        self.classCount = classCount
        var labels = labels
        var parameter = unsafe svm_parameter()
        unsafe parameter.svm_type = Int32(C_SVC)
        unsafe parameter.kernel_type = Int32(RBF)
        unsafe parameter.gamma = gamma
        unsafe parameter.C = cost
        unsafe parameter.cache_size = 200
        unsafe parameter.eps = 1e-3
        unsafe parameter.shrinking = 1
        unsafe parameter.probability = 1
        let starts = unsafe self.rows.starts.baseAddress
        let refusal: String? = unsafe labels.withUnsafeMutableBufferPointer { labels in
            var problem = unsafe svm_problem(l: Int32(labels.count), y: labels.baseAddress, x: starts)
            if let words = unsafe library.functions.check(&problem, &parameter) { return unsafe String(cString: words) }
            srand(seed)
            unsafe model = library.functions.train(&problem, &parameter)
            return nil
        }
        if let refusal { throw TrainingError(.refused, "libsvm: \(refusal)") }
    }

    deinit { unsafe library.functions.free(&model) }

    /// The model's text.
    func text() throws -> [UInt8] {
        let folder = try TemporaryFolder(prefix: "mayak-svm")
        defer { folder.remove() }
        let path = "\(folder.path)/model"
        guard unsafe library.functions.save(path, model) == 0 else {
            throw TrainingError(.refused, "libsvm: \(path) cannot be written")
        }
        return try FileBytes.read(path, limit: ModelFile.mostBytes)
    }

    /// The decision of two classes, above 0 for the greater label; else the probabilities in ascending order of the labels.
    func answer(_ row: [Double]) -> [Double] {
        var labels = [Int32](repeating: 0, count: classCount)
        unsafe library.functions.labels(model, &labels)
        let rows = SupportVectorRows([row])
        let start = unsafe rows.starts[0]
        var answers = [Double](repeating: 0, count: classCount)
        if classCount == 2 {
            _ = unsafe library.functions.decisions(model, start, &answers)
            return [labels[0] > labels[1] ? answers[0] : -answers[0]]
        }
        _ = unsafe library.functions.probabilities(model, start, &answers)
        return labels.indices.sorted { labels[$0] < labels[$1] }.map { answers[$0] }
    }
}
