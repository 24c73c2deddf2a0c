import CCairo

/// A picture being drawn with cairo; the origin is the upper left corner, the unit one pixel.
///
/// Text uses cairo's toy interface with DejaVu Sans, which is enough for Russian and saves Pango.
package final class Canvas {
    package enum Alignment: Sendable { case left, centre, right }

    /// The fonts there are: cairo's toy interface does not look for missing letters in another one.
    package enum Typeface: String, Sendable {
        case sans = "DejaVu Sans"
        case monospaced = "DejaVu Sans Mono"
        /// Pictures; draws nothing sensible unless ``FontCheck/hasEmoji``.
        case emoji = "Noto Color Emoji"
    }

    /// In pixels; one whose edges are whole numbers has no blurred edge.
    package struct Rectangle: Sendable {
        package var x, y, width, height: Double

        package init(x: Double, y: Double, width: Double, height: Double) {
            (self.x, self.y, self.width, self.height) = (x, y, width, height)
        }
    }

    package let width, height: Int
    let surface: OpaquePointer
    let context: OpaquePointer

    /// - Throws: ``DrawingError`` of kind `surface`; `font` when no Cyrillic font is installed.
    package init(width: Int, height: Int, background: Colour) throws(DrawingError) {
        guard FontCheck.hasCyrillic else {
            throw DrawingError(kind: .font, detail: "no font draws Cyrillic; install fonts-dejavu-core and fontconfig")
        }
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height)),
            let context = cairo_create(surface)
        else { throw DrawingError(kind: .surface, detail: "out of memory") }
        self.width = width
        self.height = height
        self.surface = surface
        self.context = context
        guard cairo_status(context) == CAIRO_STATUS_SUCCESS else {
            throw DrawingError(
                kind: .surface,
                detail: "\(width) × \(height) pixels: cairo status \(cairo_status(context).rawValue)"
            )
        }
        fill(x: 0, y: 0, width: Double(width), height: Double(height), background)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    package func fill(x: Double, y: Double, width: Double, height: Double, _ colour: Colour) {
        fill([Rectangle(x: x, y: y, width: width, height: height)], colour)
    }

    /// Many of one colour, in one step.
    package func fill(_ rectangles: [Rectangle], _ colour: Colour) {
        use(colour)
        for one in rectangles { cairo_rectangle(context, one.x, one.y, one.width, one.height) }
        cairo_fill(context)
    }

    /// A rectangle with round corners, for chat bubbles and buttons.
    package func fillRounded(
        x: Double,
        y: Double,
        width: Double,
        height: Double,
        radius: Double,
        _ colour: Colour
    ) {
        use(colour)
        let quarter = Double.pi / 2
        cairo_new_sub_path(context)
        cairo_arc(context, x + width - radius, y + radius, radius, -quarter, 0)
        cairo_arc(context, x + width - radius, y + height - radius, radius, 0, quarter)
        cairo_arc(context, x + radius, y + height - radius, radius, quarter, 2 * quarter)
        cairo_arc(context, x + radius, y + radius, radius, 2 * quarter, 3 * quarter)
        cairo_close_path(context)
        cairo_fill(context)
    }

    /// Straight lines through the points.
    package func stroke(_ points: [(x: Double, y: Double)], width: Double, _ colour: Colour, dash: [Double] = []) {
        guard let first = points.first else { return }
        use(colour)
        // Half the time of the default, which nobody can tell from it in a line.
        cairo_set_antialias(context, CAIRO_ANTIALIAS_FAST)
        defer { cairo_set_antialias(context, CAIRO_ANTIALIAS_DEFAULT) }
        cairo_set_line_width(context, width)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_dash(context, dash, Int32(dash.count), 0)
        cairo_move_to(context, first.x, first.y)
        for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
        cairo_stroke(context)
    }

    package func fillPolygon(_ points: [(x: Double, y: Double)], _ colour: Colour) {
        guard let first = points.first else { return }
        use(colour)
        cairo_move_to(context, first.x, first.y)
        for point in points.dropFirst() { cairo_line_to(context, point.x, point.y) }
        cairo_close_path(context)
        cairo_fill(context)
    }

    /// Draws one line of text with its baseline at `y`.
    package func text(
        _ text: String,
        x: Double,
        y: Double,
        size: Double,
        _ colour: Colour,
        align: Alignment = .left,
        isBold: Bool = false,
        face: Typeface = .sans
    ) {
        let width = align == .left ? 0 : textWidth(text, size: size, isBold: isBold, face: face)
        useFont(face, size: size, isBold: isBold)
        use(colour)
        let start =
            switch align {
            case .left: x
            case .centre: x - width / 2
            case .right: x - width
            }
        cairo_move_to(context, start, y)
        cairo_show_text(context, text)
    }

    /// How far the pen moves for a text, in pixels.
    package func textWidth(_ text: String, size: Double, isBold: Bool = false, face: Typeface = .sans) -> Double {
        useFont(face, size: size, isBold: isBold)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, text, &extents)
        return extents.x_advance
    }

    private func use(_ colour: Colour) {
        cairo_set_source_rgb(
            context,
            Double(colour.red) / 255,
            Double(colour.green) / 255,
            Double(colour.blue) / 255
        )
    }

    private func useFont(_ face: Typeface, size: Double, isBold: Bool) {
        let weight = isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
        cairo_select_font_face(context, face.rawValue, CAIRO_FONT_SLANT_NORMAL, weight)
        cairo_set_font_size(context, size)
    }
}
