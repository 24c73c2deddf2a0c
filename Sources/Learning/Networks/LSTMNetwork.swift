/// LSTM layers one above the other and a dense layer on the last one's output.
package struct LSTMNetwork: Sendable {
    /// What the network remembers of one instrument.
    package struct State: Sendable {
        fileprivate var layers: [LSTMState]
    }

    private let layers: [LSTMCell]
    private let head: DenseLayer

    package var inputCount: Int { layers[0].inputCount }
    package var outputCount: Int { head.outputCount }
    var layerCount: Int { layers.count }
    var hiddenCount: Int { head.inputCount }

    init(layers: [LSTMCell], head: DenseLayer) throws(ModelError) {
        guard let last = layers.last, last.hiddenCount == head.inputCount,
            zip(layers, layers.dropFirst()).allSatisfy({ $0.hiddenCount == $1.inputCount })
        else { throw ModelError(.broken, "the layers do not fit each other") }
        self.layers = layers
        self.head = head
    }

    package func start() -> State {
        State(layers: layers.map { LSTMState(hiddenCount: $0.hiddenCount) })
    }

    /// Takes one event into the state; without allocation.
    package func advance(_ state: inout State, _ row: Span<Float>) {
        layers[0].advance(&state.layers[0], row)
        for place in layers.indices.dropFirst() {
            let below = state.layers[place - 1].hidden
            layers[place].advance(&state.layers[place], below.span)
        }
    }

    /// The scores after the last event; without allocation.
    package func scores(_ state: State, into scores: inout [Float]) {
        head.apply(state.layers[layers.count - 1].hidden, into: &scores)
    }
}
