import Platform

/// A success: the result, and in a few cases a word about it.
struct MethodAnswer {
    let result: JSON
    let description: String?

    init(_ result: JSON, description: String? = nil) {
        self.result = result
        self.description = description
    }
}
