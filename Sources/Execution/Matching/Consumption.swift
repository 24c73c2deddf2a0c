import Market

/// What paper orders have taken from one side of a real book that does not know of it.
///
/// A level that was taken stays taken until the feed shows another size there.
struct Consumption {
    private struct Taken {
        let price: Price
        let displayed: Lots
        var lots: Int64
    }

    private var levels: ContiguousArray<Taken> = []

    var isEmpty: Bool { levels.isEmpty }

    /// What of a level is left to trade with.
    func available(_ level: BookLevel) -> Lots {
        guard let taken = levels.first(where: { $0.price == level.price && $0.displayed == level.lots }) else {
            return level.lots
        }
        return Lots(level.lots.count - taken.lots)
    }

    mutating func take(_ lots: Lots, of level: BookLevel) {
        if let index = levels.firstIndex(where: { $0.price == level.price }) {
            if levels[index].displayed == level.lots {
                levels[index].lots += lots.count
            } else {
                levels[index] = Taken(price: level.price, displayed: level.lots, lots: lots.count)
            }
        } else {
            levels.append(Taken(price: level.price, displayed: level.lots, lots: lots.count))
        }
    }

    /// Forgets what was taken from levels that have another size now.
    mutating func forget(unless size: (Price) -> Lots?) {
        levels.removeAll { size($0.price) != $0.displayed }
    }
}
