import Glibc

/// Boosted trees of XGBoost as one flat list of nodes.
///
/// Everything is counted in 32 bits and in the order of the trees, as the library does, so that a split at a value and a sum end the
/// same way.
package struct BoostedTrees: Sendable {
    let objective: BoostingObjective
    package let featureCount: Int
    /// Empty where the file names none.
    package let featureNames: [String]
    private let nodes: [TreeNode]
    /// The first node of each tree.
    private let roots: [Int32]
    /// Which margin a tree adds to.
    private let classes: [Int32]
    /// The margins before the first tree: one, or one for each class.
    private let base: [Float]

    package var treeCount: Int { roots.count }
    package var nodeCount: Int { nodes.count }
    /// 1, or the number of classes.
    package var marginCount: Int { base.count }

    /// - Parameters:
    ///   - trees: Checked one by one.
    ///   - classes: For each tree, which of the margins it adds to.
    ///   - base: The margins before the first tree.
    init(
        _ trees: [BoostedTree],
        classes: [Int32],
        base: [Float],
        objective: BoostingObjective,
        featureCount: Int,
        featureNames: [String]
    ) throws(ModelError) {
        guard classes.count == trees.count, classes.allSatisfy({ $0 >= 0 && $0 < base.count }) else {
            throw ModelError(.broken, "tree_info does not name one of \(base.count) outputs for each tree")
        }
        var nodes: [TreeNode] = []
        var roots: [Int32] = []
        for (number, tree) in trees.enumerated() {
            roots.append(Int32(nodes.count))
            do throws(ModelError) {
                nodes += try tree.flattened(from: nodes.count, featureCount: featureCount)
            } catch {
                throw error.of("tree \(number)")
            }
            guard nodes.count < Int(Int32.max) else { throw ModelError(.tooLarge, "more than \(Int32.max) nodes") }
        }
        self.nodes = nodes
        self.roots = roots
        self.classes = classes
        self.base = base
        self.objective = objective
        self.featureCount = featureCount
        self.featureNames = featureNames
    }

    /// Writes the margins of a row; without allocation.
    ///
    /// - Parameters:
    ///   - row: ``featureCount`` values, NaN where one is missing.
    ///   - margins: ``marginCount`` places.
    package func margins(of row: Span<Float>, into margins: inout MutableSpan<Float>) {
        precondition(row.count == featureCount && margins.count == base.count, "a row has the model's features")
        for place in base.indices { margins[place] = base[place] }
        for tree in roots.indices { margins[Int(classes[tree])] += leaf(of: row, from: roots[tree]) }
    }

    private func leaf(of row: Span<Float>, from root: Int32) -> Float {
        var node = nodes[Int(root)]
        while node.feature >= 0 {
            let value = row[Int(node.feature)]
            let step: Int32 = value.isNaN ? node.without : value < node.condition ? 0 : 1
            node = nodes[Int(node.left + step)]
        }
        return node.condition
    }
}
