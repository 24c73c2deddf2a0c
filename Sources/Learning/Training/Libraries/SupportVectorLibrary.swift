import CSVM
import Glibc

/// libsvm's functions.
@safe final class SupportVectorLibrary {
    let functions: csvm

    /// - Throws: ``TrainingError`` of kind `library`.
    init() throws(TrainingError) {
        let library = try SharedLibrary(["libsvm.so.3", "libsvm.so"], package: "libsvm3")
        unsafe functions = csvm(
            set_print: try library.function("svm_set_print_string_function"),
            check: try library.function("svm_check_parameter"),
            train: try library.function("svm_train"),
            labels: try library.function("svm_get_labels"),
            decisions: try library.function("svm_predict_values"),
            probabilities: try library.function("svm_predict_probability"),
            save: try library.function("svm_save_model"),
            free: try library.function("svm_free_and_destroy_model")
        )
        unsafe functions.set_print { _ in }
    }
}

/// Rows as libsvm has them: places from 1 on, without zeros, an end after each.
@safe final class SupportVectorRows {
    private let nodes: UnsafeMutableBufferPointer<svm_node>
    let starts: UnsafeMutableBufferPointer<UnsafeMutablePointer<svm_node>?>

    init(_ rows: [[Double]]) {
        let count = rows.reduce(0) { $0 + $1.count + 1 }
        unsafe nodes = .allocate(capacity: count)
        unsafe starts = .allocate(capacity: rows.count)
        var next = 0
        for (number, row) in rows.enumerated() {
            unsafe starts.initializeElement(at: number, to: nodes.baseAddress.map { unsafe $0 + next })
            for (place, value) in row.enumerated() where value != 0 {
                unsafe nodes.initializeElement(at: next, to: svm_node(index: Int32(place + 1), value: value))
                next += 1
            }
            unsafe nodes.initializeElement(at: next, to: svm_node(index: -1, value: 0))
            next += 1
        }
    }

    deinit {
        unsafe nodes.deallocate()
        unsafe starts.deallocate()
    }
}
