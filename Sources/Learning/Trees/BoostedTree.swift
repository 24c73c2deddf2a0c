/// One tree of a file, before it is checked: a list for each part, with a place for each node.
struct BoostedTree {
    var left: [Int32] = []
    var right: [Int32] = []
    var features: [Int32] = []
    /// Where a node splits; a leaf's value.
    var conditions: [Float] = []
    var goesLeftWithout: [Int32] = []

    /// The nodes that can be reached from the first, brothers side by side, the first node at `start`.
    ///
    /// - Throws: ``ModelError`` where the lists are not a tree.
    func flattened(from start: Int, featureCount: Int) throws(ModelError) -> [TreeNode] {
        let count = left.count
        guard count > 0, right.count == count, features.count == count, conditions.count == count,
            goesLeftWithout.count == count
        else { throw ModelError(.broken, "a tree's lists are not of one length, or empty") }
        var nodes = [TreeNode.leaf(0)]
        nodes.reserveCapacity(count)
        var seen = [Bool](repeating: false, count: count)
        /// Nodes whose place in the new list is known, and that place.
        var waiting = [(node: 0, place: 0)]
        while let (node, place) = waiting.popLast() {
            guard left[node] != -1 || right[node] != -1 else {
                guard conditions[node].isFinite else { throw ModelError(.broken, "a leaf's value is not finite") }
                nodes[place] = .leaf(conditions[node])
                continue
            }
            let children = [Int(left[node]), Int(right[node])]
            for child in children {
                guard child > 0, child < count, !seen[child] else {
                    throw ModelError(.broken, "a tree's children lie outside it or are shared")
                }
                seen[child] = true
            }
            guard features[node] >= 0, features[node] < featureCount, !conditions[node].isNaN else {
                throw ModelError(.broken, "a tree splits feature \(features[node]) of \(featureCount)")
            }
            nodes[place] = TreeNode(
                condition: conditions[node],
                feature: features[node],
                left: Int32(start + nodes.count),
                without: goesLeftWithout[node] == 0 ? 1 : 0
            )
            waiting.append((children[1], nodes.count + 1))
            waiting.append((children[0], nodes.count))
            nodes += [.leaf(0), .leaf(0)]
        }
        return nodes
    }
}

/// A node of ``BoostedTrees``, 16 bytes.
struct TreeNode: Hashable, Sendable {
    /// A leaf's value, or where the node splits: smaller values go left.
    let condition: Float
    /// Which feature is compared; -1 for a leaf.
    let feature: Int32
    /// The left child; the right one is next to it.
    let left: Int32
    /// Where a missing value goes: 0 left, 1 right.
    let without: Int32

    static func leaf(_ value: Float) -> TreeNode {
        TreeNode(condition: value, feature: -1, left: 0, without: 0)
    }
}
