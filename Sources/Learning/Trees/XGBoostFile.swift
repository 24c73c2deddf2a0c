/// Reads XGBoost's model document, the same one in JSON and in UBJ.
///
/// - Source: XGBoost's documentation, "Introduction to Model IO", and its JSON schema.
struct XGBoostFile<Reader: DocumentReader> {
    private var reader: Reader
    private var trees: [BoostedTree] = []
    private var treeClasses: [Int32] = []
    private var parameters: [String: String] = [:]
    private var objective = ""
    private var booster = ""
    private var featureNames: [String] = []
    private var hasLearner = false

    init(_ reader: Reader) {
        self.reader = reader
    }

    mutating func read() throws(ModelError) -> BoostedTrees {
        try reader.object("the document")
        while let name = try reader.nextName() {
            if name == "learner" { try readLearner() } else { try reader.skip(try reader.next()) }
        }
        try reader.end()
        guard hasLearner else {
            throw ModelError(.unknownFormat, "has no 'learner': no model of XGBoost")
        }
        return try model()
    }

    private mutating func readLearner() throws(ModelError) {
        hasLearner = true
        try reader.object("learner")
        while let name = try reader.nextName() {
            switch name {
            case "learner_model_param": parameters = try reader.textMembers(name)
            case "objective": objective = try reader.textMembers(name)["name"] ?? ""
            case "feature_names": featureNames = try reader.texts(name)
            case "gradient_booster": try readBooster()
            default: try reader.skip(try reader.next())
            }
        }
    }

    private mutating func readBooster() throws(ModelError) {
        try reader.object("gradient_booster")
        while let name = try reader.nextName() {
            switch name {
            case "name": booster = try reader.text(name)
            case "model": try readModel()
            default: try reader.skip(try reader.next())
            }
        }
    }

    private mutating func readModel() throws(ModelError) {
        try reader.object("model")
        while let name = try reader.nextName() {
            switch name {
            case "trees":
                try reader.array(name)
                while try reader.hasItem() { trees.append(try readTree()) }
            case "tree_info": treeClasses = try reader.wholes(name)
            default: try reader.skip(try reader.next())
            }
        }
    }

    private mutating func readTree() throws(ModelError) -> BoostedTree {
        var tree = BoostedTree()
        try reader.object("a tree")
        while let name = try reader.nextName() {
            switch name {
            case "left_children": tree.left = try reader.wholes(name)
            case "right_children": tree.right = try reader.wholes(name)
            case "split_indices": tree.features = try reader.wholes(name)
            case "split_conditions": tree.conditions = try reader.reals(name)
            case "default_left": tree.goesLeftWithout = try reader.wholes(name)
            case "split_type":
                guard try reader.wholes(name).allSatisfy({ $0 == 0 }) else {
                    throw ModelError(.unsupported, "splits of categories are not read; allowed: splits of numbers")
                }
            case "tree_param":
                let width = try reader.textMembers(name)["size_leaf_vector"] ?? "0"
                guard width == "0" || width == "1" else {
                    throw ModelError(.unsupported, "leaves of several outputs are not read; allowed: one output a tree")
                }
            default: try reader.skip(try reader.next())
            }
        }
        return tree
    }

    private func model() throws(ModelError) -> BoostedTrees {
        guard booster == "gbtree" else {
            throw ModelError(.unsupported, "the booster '\(booster)' is not read; allowed: gbtree")
        }
        guard parameter("num_target") <= 1 else {
            throw ModelError(.unsupported, "several targets are not read; allowed: one")
        }
        let objective = try BoostingObjective(objective)
        let classCount = parameter("num_class")
        guard objective.link == .classes ? (2...Self.mostClasses).contains(classCount) : classCount <= 1 else {
            throw ModelError(.broken, "\(objective.name) with \(classCount) classes; allowed: 2 to \(Self.mostClasses)")
        }
        let featureCount = parameter("num_feature")
        guard (1...Self.mostFeatures).contains(featureCount) else {
            throw ModelError(.broken, "\(featureCount) features; allowed: 1 to \(Self.mostFeatures)")
        }
        guard featureNames.isEmpty || featureNames.count == featureCount else {
            throw ModelError(.broken, "names \(featureNames.count) of \(featureCount) features")
        }
        return try BoostedTrees(
            trees,
            classes: treeClasses,
            base: try base(objective, count: max(classCount, 1)),
            objective: objective,
            featureCount: featureCount,
            featureNames: featureNames
        )
    }

    private static var mostClasses: Int { 10_000 }
    private static var mostFeatures: Int { 1_000_000 }

    /// A whole number that the file has as a text; -1 where it is not one.
    private func parameter(_ name: String) -> Int {
        guard let text = parameters[name] else { return 0 }
        return Int(text) ?? -1
    }

    /// `base_score` is one number in a text, from version 3.1 on a list in brackets.
    private func base(_ objective: BoostingObjective, count: Int) throws(ModelError) -> [Float] {
        let text = parameters["base_score"] ?? "0.5"
        let words = text.split { $0 == "[" || $0 == "]" || $0 == "," || $0 == " " }
        let margins = words.compactMap { Float($0).flatMap(objective.margin) }
        guard !words.isEmpty, margins.count == words.count, margins.count == 1 || margins.count == count else {
            throw ModelError(
                .broken,
                "base_score '\(text.prefix(100))' is not one number, or one for each of \(count) outputs"
            )
        }
        return margins.count == count ? margins : [Float](repeating: margins[0], count: count)
    }
}
