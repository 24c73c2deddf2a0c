package import Market

extension Halt {
    /// Why, in a line; a person's halt has the name before it, and the name alone where no reason was given.
    package var reason: String {
        guard cause == .person else { return why }
        return why.isEmpty ? who : "\(who): \(why)"
    }
}
