namespace Monitor.Core.Media.Ffmpeg;

/// <summary>As what a file is opened, by its first bytes: its name and the server's word are not asked.</summary>
/// <param name="Demuxers">The demuxers that may open it, for ffmpeg's whitelist; a single one is told by name, since ffmpeg guesses wrong at small pictures.</param>
/// <param name="IsPicture">True where it is one picture whatever its number of frames: a photograph with a second one behind it.</param>
public sealed record MediaFormat(string Demuxers, bool IsPicture = false)
{
    /// <summary>Containers that may hold a clip. The protocol whitelist alone does not stop a playlist from reading other files; this list does.</summary>
    public static MediaFormat Video { get; } = new("mov,mp4,matroska,webm,avi,mpegts,flv,mpeg,ogg,asf");

    public static MediaFormat Audio { get; } = new("ogg,mp3,mov");

    public static MediaFormat Jpeg { get; } = new("jpeg_pipe", IsPicture: true);

    public static MediaFormat Png { get; } = new("png_pipe", IsPicture: true);

    public static MediaFormat WebP { get; } = new("webp_pipe", IsPicture: true);

    /// <summary>A picture or a clip, by its frames.</summary>
    public static MediaFormat Gif { get; } = new("gif");

    /// <summary>A PNG with an animation: a picture or a clip, by its frames.</summary>
    public static MediaFormat Apng { get; } = new("apng");

    /// <summary>A WebP with an animation, which ffmpeg does not read: it is never opened as such, but as what <see cref="WebpAnimation"/> makes of it.</summary>
    public static MediaFormat AnimatedWebP { get; } = new("apng,webp");

    /// <summary>True for what is known by its own first bytes.</summary>
    public bool IsSingle => !Demuxers.Contains(',', StringComparison.Ordinal);

    /// <summary>Longest head that <see cref="Of"/> looks at, in bytes: an animation of a PNG is announced before its first picture.</summary>
    public const int HeadBytes = 4096;

    /// <summary>The format of a file that begins with these bytes; null for a text, which is no medium: a playlist, a page, a drawing in SVG.</summary>
    public static MediaFormat? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, 0x50, 0x4E, 0x47, ..] => IsBefore(head, "acTL"u8, "IDAT"u8) ? Apng : Png,
        [0x47, 0x49, 0x46, 0x38, ..] => Gif,
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => IsBefore(head, "ANIM"u8, "ANMF"u8) ? AnimatedWebP : WebP,
        [0x49, 0x44, 0x33, ..] or [0xFF, 0xFB or 0xF3 or 0xF2 or 0xFA, ..] => Audio,
        _ => IsText(head) ? null : Video,
    };

    private static bool IsBefore(ReadOnlySpan<byte> head, ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> other)
    {
        var (at, end) = (head.IndexOf(chunk), head.IndexOf(other));
        return at >= 0 && (end < 0 || at < end);
    }

    /// <summary>No container begins with 64 bytes without a control character.</summary>
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (var value in head[..Math.Min(64, head.Length)])
            if (value < 0x20 && value is not (0x09 or 0x0A or 0x0D)) return false;
        return head.Length > 0;
    }
}
