import Platform

extension NetworkSchema {
    /// Of what was fitted to a training's rows.
    init(_ kind: Kind, _ task: FitTask, heads: Int = 1) {
        self.init(
            kind: kind,
            features: task.set.names,
            classes: task.outputCount == 1 ? [] : task.set.classes.map { "\($0)" },
            means: task.scale.means,
            deviations: task.scale.deviations,
            heads: heads
        )
    }

    /// As ``init(_:)`` reads it.
    var json: JSON {
        var members: [JSON.Member] = [
            .init("kind", .string(kind.rawValue)), .init("features", .strings(features)),
        ]
        if !classes.isEmpty { members.append(.init("classes", .strings(classes))) }
        members.append(.init("means", .array(means.map { .double($0) })))
        members.append(.init("deviations", .array(deviations.map { .double($0) })))
        if kind == .transformer { members.append(.init("heads", .int(Int64(heads)))) }
        return .object(members)
    }
}
