/// Why a text is not the JSON it should be.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    package let place: TextPlace
    /// Never what stands in the place of a value: it may be a secret that lacks its quotes.
    package let detail: String

    package init(_ place: TextPlace, _ detail: String) {
        self.place = place
        self.detail = detail
    }

    package var description: String { "\(place): \(detail)" }
}
