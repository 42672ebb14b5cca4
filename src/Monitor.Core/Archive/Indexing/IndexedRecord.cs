using System.Text.Json;
using Monitor.Core.Archive.Language;
using Monitor.Core.Archive.Querying;
using Monitor.Core.People;
using Monitor.Core.Posts;

namespace Monitor.Core.Archive.Indexing;

/// <summary>A record analysed for an index: what an engine stores, ready-made, so that all engines hold the same. Made once a record; pure.</summary>
public sealed class IndexedRecord
{
    private readonly Dictionary<string, List<IReadOnlyList<string>>> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> keywords = new(StringComparer.Ordinal);

    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> for a clearance that there is not.</summary>
    public IndexedRecord(ArchiveRecord record)
    {
        Record = record;
        Source = JsonSerializer.SerializeToUtf8Bytes(record, ArchiveJson.Compact.ArchiveRecord);
        AddWords("text", 0, [record.Title ?? "", record.Text, record.Number]);
        foreach (var level in record.Screen.GroupBy(shown => shown.Clearance)) AddWords("screen", level.Key, [.. level.Select(shown => shown.Text)]);
        foreach (var level in record.Speech.GroupBy(spoken => spoken.Clearance)) AddWords("speech", level.Key, [.. level.Select(spoken => spoken.Text)]);
        foreach (var level in record.Notes.GroupBy(note => note.Clearance)) AddWords("note", level.Key, [.. level.Select(note => note.Value)]);
        foreach (var level in record.People.GroupBy(person => person.Clearance)) AddWords("person", level.Key, [.. level.SelectMany(person => person.Names)]);
        AddKeywords();
    }

    public ArchiveRecord Record { get; }

    /// <summary>The record itself, as JSON.</summary>
    public byte[] Source { get; }

    /// <summary>Analysed words by field; a list for each value, with a gap of <see cref="IndexField.ValueGap"/> between them.</summary>
    public IReadOnlyDictionary<string, List<IReadOnlyList<string>>> Words => words;

    /// <summary>Keywords by field.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Keywords => keywords;

    /// <summary>The words as they stand, the keys of names among them, and their stems in the languages that each value is in by itself.</summary>
    private void AddWords(string field, int clearance, IReadOnlyList<string> values)
    {
        var level = Level(clearance);
        foreach (var value in values)
        {
            var tokens = WordTokens.Of(value).ToList();
            if (tokens.Count == 0) continue;
            Add(IndexField.Words(field, level, IndexField.Exact), [.. tokens.Select(token => token.Text)]);
            Add(IndexField.Words(field, level, IndexField.Name), [.. tokens.SelectMany(token => NameKeys.OfCapital(value, token)).Distinct(StringComparer.Ordinal)]);
            foreach (var language in WordForms.Of(value))
                Add(IndexField.Words(field, level, language), [.. tokens.Select(token => WordForms.Stem(language, token.Text))]);
        }
    }

    private void Add(string field, IReadOnlyList<string> tokens)
    {
        if (tokens.Count == 0) return;
        if (!words.TryGetValue(field, out var values)) words[field] = values = [];
        values.Add(tokens);
    }

    private void AddKeywords()
    {
        AddKeyword("channel", Record.Channel);
        AddKeyword("outlet", Record.Outlet);
        if (Record.Language is { } language) AddKeyword("language", language);
        foreach (var kind in Record.Kinds.DefaultIfEmpty("text")) AddKeyword("kind", kind);
        if (Record.HasVideo) AddKeyword("has", "video");
        if (Record.HasGap) AddKeyword("has", "gap");
        if (Record.Screen.Count > 0) AddKeyword("has", "screen");
        if (Record.Kinds.Contains("Photo")) AddKeyword("has", "picture");
        // What is published at a time that is not known belongs to no month.
        if (Record.PublishedPrecision is not (DatePrecision.Unknown or DatePrecision.Year)) AddKeyword("month", QueryDate.MonthOf(Record.PublishedAt));
        AddLeveled("status", Record.Statuses);
        AddLeveled("union", Record.Unions);
        AddLeveled("act", Record.Acts);
        AddLeveled("personId", [.. Record.People.Select(person => new RecordValue(person.Id, person.Clearance))]);
    }

    private void AddLeveled(string field, IReadOnlyList<RecordValue> values)
    {
        foreach (var value in values)
            for (var level = Level(value.Clearance); level <= Viewer.MaxClearance; level++)
                AddKeyword(IndexField.Keyword(field, level), QueryField.Key(field, value.Value));
    }

    private void AddKeyword(string field, string value)
    {
        if (!keywords.TryGetValue(field, out var values)) keywords[field] = values = new(StringComparer.Ordinal);
        values.Add(QueryField.Key(field, value));
    }

    /// <summary>What belongs to a restricted record is at least as restricted.</summary>
    private int Level(int clearance)
    {
        var level = Math.Max(clearance, Record.Clearance);
        return level is >= 0 and <= Viewer.MaxClearance ? level : throw new ArgumentOutOfRangeException(nameof(clearance), level, "A clearance is 0, 1 or 2.");
    }
}
