using System.Globalization;
using Monitor.App.Texts;
using Monitor.Core.Archive;

namespace Monitor.App.Searching;

/// <summary>A post as an export gives it. Names nobody of ours.</summary>
/// <param name="PublishedAt">ISO 8601 in UTC, as exactly as the source says it: an instant, a day, a month, a year; empty where it is not known.</param>
/// <param name="SpeechMayBeCoerced">True where the post carries video: its speech is never to be presented as fact.</param>
/// <param name="Screen">Text read in its pictures.</param>
/// <param name="Speech">Transcripts.</param>
public sealed record ExportRow(string Number, string PublishedAt, string Channel, string ChannelTitle, string Outlet, string? Url, string? Title, string Text, string? Language, bool HasVideo, bool HasGap, bool SpeechMayBeCoerced,
    IReadOnlyList<ExportText> Screen, IReadOnlyList<ExportText> Speech, IReadOnlyList<string> Persons, IReadOnlyList<string> Unions, IReadOnlyList<string> Acts, IReadOnlyList<string> Statuses)
{
    /// <summary>The columns of the CSV.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["number", "publishedAt", "channel", "channelTitle", "outlet", "url", "title", "text", "language", "hasVideo", "hasGap", "speechMayBeCoerced", "screen", "speech", "persons", "unions", "acts", "statuses"];

    /// <summary>The cells of the CSV, in the order of the columns.</summary>
    public IEnumerable<string> Cells =>
        [Number, PublishedAt, Channel, ChannelTitle, Outlet, Url ?? "", Title ?? "", Text, Language ?? "", Say(HasVideo), Say(HasGap), Say(SpeechMayBeCoerced), Say(Screen), Say(Speech), Say(Persons), Say(Unions), Say(Acts), Say(Statuses)];

    public static ExportRow Of(ArchiveRecord record) => new(record.Number, HumanText.Utc(record.PublishedAt, record.PublishedPrecision), record.Channel, record.ChannelTitle, record.Outlet, record.Url, record.Title, record.Text, record.Language, record.HasVideo, record.HasGap, record.HasVideo,
        Texts(record.Screen), Texts(record.Speech), [.. record.People.Select(person => person.Names.Count > 0 ? person.Names[0] : person.Id)], Values(record.Unions), Values(record.Acts), Values(record.Statuses));

    private static List<ExportText> Texts(IReadOnlyList<TimedText> texts) => [.. texts.Select(text => new ExportText(text.MediaItemId, text.StartMs, text.EndMs, text.Text))];

    private static List<string> Values(IReadOnlyList<RecordValue> values) => [.. values.Select(value => value.Value)];

    private static string Say(bool value) => value ? "true" : "false";

    private static string Say(IReadOnlyList<string> values) => string.Join("; ", values);

    private static string Say(IReadOnlyList<ExportText> texts) => string.Join('\n', texts.Select(text => string.Create(CultureInfo.InvariantCulture, $"[{HumanText.Duration(text.StartMs)}] {text.Text}")));
}

/// <summary>Text over a stretch of a media item, in milliseconds.</summary>
public sealed record ExportText(long MediaItem, long StartMs, long EndMs, string Text);
