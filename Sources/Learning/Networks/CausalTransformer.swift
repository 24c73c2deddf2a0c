import Glibc

/// A transformer in which each event looks at itself and at those before it, up to a number of them.
///
/// Keys and values of past events are kept, so that an event costs the same however long the stream is. What an event is to the
/// others depends on how far it is behind, by a bias that each head has learned, not on its place: the window can move on for
/// ever.
package struct CausalTransformer: Sendable {
    /// What the network remembers of one instrument, and room for a step.
    package struct State: Sendable {
        fileprivate var seen = 0
        /// For each block: keys and values of the last events, a row for each place of the ring.
        fileprivate var keys: [[Float]]
        fileprivate var values: [[Float]]
        fileprivate var stream, normal, query, mixed, change: [Float]
        fileprivate var inner: [Float]
        fileprivate var weights: [Float]
    }

    struct Block: Sendable {
        let attentionNorm, innerNorm: NormLayer
        let query, key, value, output, up, down: DenseLayer
        /// For each head, what is added to the weight of an event so far behind.
        let distanceBias: [Float]
    }

    private let input: DenseLayer
    private let blocks: [Block]
    private let norm: NormLayer
    private let head: DenseLayer
    let headCount: Int
    /// How many events are looked at, the present one included.
    package let context: Int
    let width: Int

    package var inputCount: Int { input.inputCount }
    package var outputCount: Int { head.outputCount }
    var blockCount: Int { blocks.count }

    init(
        input: DenseLayer,
        blocks: [Block],
        norm: NormLayer,
        head: DenseLayer,
        headCount: Int,
        context: Int
    ) throws(ModelError) {
        let width = input.outputCount
        func isSquare(_ layer: DenseLayer) -> Bool { layer.inputCount == width && layer.outputCount == width }
        let isWhole = blocks.allSatisfy { block in
            block.attentionNorm.count == width && block.innerNorm.count == width && isSquare(block.query)
                && isSquare(block.key) && isSquare(block.value) && isSquare(block.output)
                && block.up.inputCount == width && block.down.outputCount == width
                && block.up.outputCount == block.down.inputCount && block.up.outputCount == blocks[0].up.outputCount
                && block.distanceBias.count == headCount * context
        }
        guard isWhole, !blocks.isEmpty, norm.count == width, head.inputCount == width, headCount > 0, width > 0,
            width.isMultiple(of: headCount), context > 0
        else { throw ModelError(.broken, "the blocks do not fit each other, the heads or the context") }
        self.input = input
        self.blocks = blocks
        self.norm = norm
        self.head = head
        self.headCount = headCount
        self.context = context
        self.width = width
    }

    package func start() -> State {
        func zeros(_ count: Int) -> [Float] { [Float](repeating: 0, count: count) }
        let memory = [[Float]](repeating: zeros(context * width), count: blocks.count)
        return State(
            keys: memory,
            values: memory,
            stream: zeros(width),
            normal: zeros(width),
            query: zeros(width),
            mixed: zeros(width),
            change: zeros(width),
            inner: zeros(blocks[0].up.outputCount),
            weights: zeros(context)
        )
    }

    /// Takes one event into the state; without allocation.
    package func advance(_ state: inout State, _ row: [Float]) {
        input.apply(row, into: &state.stream)
        let slot = state.seen % context
        state.seen += 1
        for (place, block) in blocks.enumerated() {
            block.attentionNorm.apply(state.stream, into: &state.normal)
            block.query.apply(state.normal, into: &state.query)
            block.key.apply(state.normal, into: &state.keys[place], at: slot * width)
            block.value.apply(state.normal, into: &state.values[place], at: slot * width)
            attend(
                query: state.query,
                keys: state.keys[place],
                values: state.values[place],
                distanceBias: block.distanceBias,
                window: Window(slot: slot, count: min(state.seen, context)),
                weights: &state.weights,
                mixed: &state.mixed
            )
            block.output.apply(state.mixed, into: &state.change)
            for index in 0..<width { state.stream[index] += state.change[index] }
            block.innerNorm.apply(state.stream, into: &state.normal)
            block.up.apply(state.normal, into: &state.inner)
            for index in state.inner.indices { state.inner[index] = max(state.inner[index], 0) }
            block.down.apply(state.inner, into: &state.change)
            for index in 0..<width { state.stream[index] += state.change[index] }
        }
    }

    /// The scores after the last event; without allocation.
    package func scores(_ state: inout State, into scores: inout [Float]) {
        norm.apply(state.stream, into: &state.normal)
        head.apply(state.normal, into: &scores)
    }

    /// Where the ring has the present event, and how many it holds.
    private struct Window {
        let slot: Int
        let count: Int
    }

    /// Mixes the values of the events in the window, weighted by how well their keys fit the query.
    private func attend(
        query: [Float],
        keys: [Float],
        values: [Float],
        distanceBias: [Float],
        window: Window,
        weights: inout [Float],
        mixed: inout [Float]
    ) {
        let size = width / headCount
        let scale = 1 / Float(size).squareRoot()
        var sums = mixed.mutableSpan
        for index in 0..<width { sums[index] = 0 }
        for head in 0..<headCount {
            let start = head * size
            let wanted = query.span.extracting(start..<start + size)
            for distance in 0..<window.count {
                let line = line(window.slot, distance) * width + start
                let fit = VectorLoops.product(wanted, keys.span.extracting(line..<line + size))
                weights[distance] = fit * scale + distanceBias[head * context + distance]
            }
            var shares = weights.mutableSpan
            VectorLoops.softmax(&shares, count: window.count)
            for distance in 0..<window.count {
                let line = line(window.slot, distance) * width + start
                VectorLoops.add(shares[distance], values.span.extracting(line..<line + size), to: &sums, at: start)
            }
        }
    }

    /// Where the ring has the event so far behind the present one.
    private func line(_ slot: Int, _ distance: Int) -> Int {
        slot >= distance ? slot - distance : slot - distance + context
    }
}
