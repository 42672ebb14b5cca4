using System.Globalization;
using AngleSharp.Dom;
using Monitor.Core.Channels.Html;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Feeds;

/// <summary>Reads the videos, sounds and pictures that stand in the HTML of an item: RSSHub and many others list them nowhere else.</summary>
internal static class EmbeddedMedia
{
    /// <summary>Pictures of at most so many pixels are emoji and tracking dots.</summary>
    private const int SmallPicture = 40;

    private static readonly string[] Marks = ["<img", "<video", "<audio", "<iframe"];

    public static IReadOnlyList<ReadMedia> Read(string html, Uri baseUrl)
    {
        if (!Array.Exists(Marks, mark => html.Contains(mark, StringComparison.OrdinalIgnoreCase))) return [];
        try
        {
            using var document = BoundedHtml.Parse(html.Length > HtmlCleaner.MaxCharacters ? html[..HtmlCleaner.MaxCharacters] : html);
            return [.. document.All.Select(element => One(element, baseUrl)).OfType<ReadMedia>().DistinctBy(media => media.Url).Take(FeedMedia.MaxAttachments).Select(media => media with { IsEmbedded = true })];
        }
        catch (SourceRefusedException)
        {
            // Nested too deeply to parse: the text is read without tags, see HtmlFragment.
            return [];
        }
    }

    private static ReadMedia? One(IElement element, Uri baseUrl) => element.LocalName switch
    {
        "video" or "audio" => Make(element, element.LocalName, baseUrl),
        "source" when element.ParentElement is { LocalName: "video" or "audio" } player => Make(element, player.LocalName, baseUrl),
        "img" when !IsSmall(element) => Make(element, "image", baseUrl),
        "iframe" => Make(element, null, baseUrl) is { Gap: not null } page ? page : null,
        _ => null,
    };

    private static ReadMedia? Make(IElement element, string? medium, Uri baseUrl) =>
        FeedMedia.Make(element.GetAttribute("src"), medium == "image" ? null : element.GetAttribute("type"), medium, null, baseUrl);

    private static bool IsSmall(IElement image) => IsSmall(image.GetAttribute("width")) || IsSmall(image.GetAttribute("height"))
        || (image.ClassName ?? "").Contains("emoji", StringComparison.OrdinalIgnoreCase) || (image.ClassName ?? "").Contains("smiley", StringComparison.OrdinalIgnoreCase);

    private static bool IsSmall(string? length) => length is not null
        && double.TryParse(length.Trim().Replace("px", "", StringComparison.OrdinalIgnoreCase), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pixels) && pixels <= SmallPicture;
}
