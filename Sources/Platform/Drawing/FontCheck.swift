import CCairo

/// Whether the machine has a font that draws Cyrillic; without one every letter is silently an empty box.
package enum FontCheck {
    /// Looked up once: different letters must have different widths, which the boxes of a missing font do not have.
    package static let hasCyrillic: Bool = {
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 8, 8),
            let context = cairo_create(surface)
        else { return false }
        defer {
            cairo_destroy(context)
            cairo_surface_destroy(surface)
        }
        cairo_select_font_face(
            context,
            Canvas.Typeface.sans.rawValue,
            CAIRO_FONT_SLANT_NORMAL,
            CAIRO_FONT_WEIGHT_NORMAL
        )
        cairo_set_font_size(context, 40)
        let widths = ["Ж", "г", "Щ", "й"].map { letter in
            var extents = cairo_text_extents_t()
            cairo_text_extents(context, letter, &extents)
            return extents.width
        }
        return Set(widths).count > 2
    }()

    /// Whether pictures such as 🔴 come out in their colours; any other font draws a box or nothing.
    package static let hasEmoji: Bool = {
        // Without Cyrillic there is no canvas, and nothing to say it with either.
        guard let canvas = try? Canvas(width: 24, height: 24, background: Colour(0xFFFFFF)),
            // One that cannot be drawn shows no colours.
            let picture = try? PaletteImage(
                {
                    canvas.text("🔴", x: 1, y: 20, size: 18, Colour(0), face: .emoji)
                    return canvas
                }()
            )
        else { return false }
        return picture.palette.contains { $0.red > 150 && $0.green < 110 }
    }()
}
