/// What an ONNX file says: steps in order, each from named tensors to named tensors.
struct ONNXGraph: Sendable {
    struct Node: Sendable {
        var type = ""
        var domain = ""
        var inputs: [String] = []
        var outputs: [String] = []
        var attributes: [String: Attribute] = [:]
    }

    enum Attribute: Sendable {
        case whole(Int)
        case real(Float)
        case text(String)
        case tensor(Tensor)
        case wholes([Int])
        case reals([Float])
        case texts([String])
        case other
    }

    /// A graph's input or output; a dimension without a fixed size is nil.
    struct Port: Sendable {
        var name = ""
        var shape: [Int?] = []
    }

    var nodes: [Node] = []
    var constants: [String: Tensor] = [:]
    var inputs: [Port] = []
    var outputs: [Port] = []
    var operatorSet = 0

    /// The step that makes a tensor.
    func producer(of name: String) -> Node? {
        nodes.first { $0.outputs.contains(name) }
    }
}

extension ONNXGraph.Node {
    func whole(_ name: String, default value: Int) -> Int {
        if case .whole(let number)? = attributes[name] { number } else { value }
    }

    func real(_ name: String, default value: Float) -> Float {
        if case .real(let number)? = attributes[name] { number } else { value }
    }

    func text(_ name: String, default value: String) -> String {
        if case .text(let text)? = attributes[name] { text } else { value }
    }

    func wholes(_ name: String) -> [Int]? {
        if case .wholes(let numbers)? = attributes[name] { numbers } else { nil }
    }
}
