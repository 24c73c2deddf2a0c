import CCairo

extension Canvas {
    /// Draws a PNG scaled into the rectangle; false, and nothing drawn, when the bytes are no PNG.
    package func picture(_ png: [UInt8], x: Double, y: Double, width: Double, height: Double) -> Bool {
        var reader = Reader(bytes: png[...])
        let image = withUnsafeMutablePointer(to: &reader) { reader in
            cairo_image_surface_create_from_png_stream(
                { closure, target, count in
                    guard let reader = closure?.assumingMemoryBound(to: Reader.self), let target,
                        reader.pointee.bytes.count >= Int(count)
                    else { return CAIRO_STATUS_READ_ERROR }
                    let part = reader.pointee.bytes.prefix(Int(count))
                    for (index, byte) in part.enumerated() { target[index] = byte }
                    reader.pointee.bytes.removeFirst(Int(count))
                    return CAIRO_STATUS_SUCCESS
                },
                reader
            )
        }
        // cairo never returns NULL here: a failure is a surface in a state of error.
        defer { cairo_surface_destroy(image) }
        guard cairo_surface_status(image) == CAIRO_STATUS_SUCCESS else { return false }
        cairo_save(context)
        cairo_translate(context, x, y)
        cairo_scale(
            context,
            width / Double(cairo_image_surface_get_width(image)),
            height / Double(cairo_image_surface_get_height(image))
        )
        cairo_set_source_surface(context, image, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD)
        cairo_paint(context)
        cairo_restore(context)
        return true
    }

    /// What cairo has not read yet.
    private struct Reader {
        var bytes: ArraySlice<UInt8>
    }
}
