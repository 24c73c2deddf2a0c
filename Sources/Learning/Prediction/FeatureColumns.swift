import Platform

/// Which column of a table holds which feature of a model.
struct FeatureColumns: Sendable {
    /// Places of columns, in the order of the features.
    let places: [Int]

    /// Named features are found by name, whatever else the table has; features without a name are the table's columns in order, or
    /// called f0, f1 … in any order.
    ///
    /// - Parameter others: Columns that are no features.
    /// - Throws: ``CSVError`` of kind `header`.
    init(_ inputs: ModelInputs, in table: CSVTable, except others: Set<Int>) throws(CSVError) {
        switch inputs {
        case .named(let names):
            var places: [Int] = []
            for name in names { places.append(try table.requiredColumn(name.lowercased())) }
            self.places = places
        case .counted(let count), .atLeast(let count):
            let numbered = (0..<count).map { "f\($0)" }
            if !numbered.isEmpty, Set(table.columns).isSuperset(of: numbered) {
                places = try numbered.map { name throws(CSVError) in try table.requiredColumn(name) }
                return
            }
            places = table.columns.indices.filter { !others.contains($0) }
            let isEnough = if case .atLeast = inputs { places.count >= count } else { places.count == count }
            guard isEnough else {
                throw CSVError(
                    .header,
                    "\(table.name):1: the model has \(count) features without names, the table \(places.count) columns"
                )
            }
        }
    }

    /// The features of the table's present row, NaN where a field is empty.
    ///
    /// - Throws: ``CSVError`` of kind `value`.
    func row(of table: CSVTable, allowsMissing: Bool) throws(CSVError) -> [Double] {
        var row: [Double] = []
        row.reserveCapacity(places.count)
        for place in places {
            if table.isEmpty(place) {
                guard allowsMissing else {
                    throw table.invalid(place, expecting: "a number; this model takes no missing values")
                }
                row.append(.nan)
            } else {
                row.append(try table.number(place))
            }
        }
        return row
    }
}
