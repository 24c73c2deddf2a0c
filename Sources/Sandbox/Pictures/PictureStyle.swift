import Platform

/// Measures and colours of the pictures: a phone of 390 points, two pixels to the point.
enum PictureStyle {
    static let width = 780
    static let margin = 16.0
    static let avatar = 68.0
    /// Where bubbles of others begin.
    static let left = margin + avatar + 12
    static let padding = 20.0
    static let radius = 28.0
    /// Widest text of a bubble.
    static let textWidth = Double(width) - left - margin - 2 * padding
    /// Pages longer than this are broken before the next bubble.
    static let pageHeight = 4_800.0

    static let wall = Colour(0xCBDCE0)
    static let mine = Colour(0xE4FCD2)
    static let theirs = Colour(0xFFFFFF)
    static let text = Colour(0x10161D)
    static let soft = Colour(0x5C6A78)
    static let link = Colour(0x1F7AC3)
    static let code = Colour(0xF1F3F5)
    static let key = Colour(0xEAF1F3)
    static let pill = Colour(0x6F8B97)
    static let toast = Colour(0x2A343D)
    static let white = Colour(0xFFFFFF)

    /// The colour of a person: `from` for avatars, `name` for names.
    static func colour(_ id: Int64) -> (from: Colour, name: Colour) {
        let colours: [(UInt32, UInt32)] = [
            (0xEF6C55, 0xC8452F), (0xF2A43B, 0xA8630A), (0x9B7CEA, 0x7A54D1), (0x58BB5E, 0x2C8A3A),
            (0x43B5BC, 0x16828C),
            (0x3F98F0, 0x1F74CF), (0xE56E92, 0xC03E6B),
        ]
        let pair = colours[Int(abs(id) % 174 % 7)]
        return (Colour(pair.0), Colour(pair.1))
    }
}
