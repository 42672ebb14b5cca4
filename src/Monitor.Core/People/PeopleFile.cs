using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Monitor.Core.People;

/// <summary>
/// Reads persons from a CSV file (RFC 4180, UTF-8 with or without BOM): a heading, then one row a name, several rows a person.
/// Columns: id and name; language, script, scheme, union, position, employer where known. Pure; bounded to 200,000 rows and 1,000 refusals told.
/// </summary>
public static class PeopleFile
{
    public const int MaxRows = 200_000, MaxBytes = 64 << 20, MaxRefusals = 1000;

    private static readonly string[] Columns = ["id", "name", "language", "script", "scheme", "union", "position", "employer"];

    /// <summary>What the file says. Throws <see cref="PeopleFileException"/> where it is no such file at all; a bad row is refused alone.</summary>
    public static PeopleRows Parse(Stream file)
    {
        var rows = new List<PersonRow>();
        var refused = new List<RefusedRow>();
        try
        {
            using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var text = reader.ReadToEnd();
            using var csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                PrepareHeaderForMatch = heading => heading.Header.Trim().ToLowerInvariant(),
                MissingFieldFound = null,
                BadDataFound = null,
                MaxFieldSize = 10_000,
                Delimiter = SheetDelimiter.Of(text),
            });
            if (!csv.Read() || !csv.ReadHeader()) throw new PeopleFileException("The file is empty; its first line names the columns, of which id and name are needed.");
            var heading = csv.HeaderRecord!.Select(column => column.Trim().ToLowerInvariant()).ToList();
            if (!heading.Contains("id") || !heading.Contains("name")) throw new PeopleFileException($"The columns id and name are needed; the file has: {string.Join(", ", heading.Take(20))}.");
            while (csv.Read())
            {
                if (rows.Count + refused.Count >= MaxRows) throw new PeopleFileException($"The file has more than {MaxRows} rows; cut it into several.");
                Read(csv, rows, refused);
            }

            return new PeopleRows(rows, refused, [.. heading.Except(Columns)]);
        }
        catch (DecoderFallbackException)
        {
            throw new PeopleFileException("The file is not UTF-8; save it as \"CSV UTF-8\".");
        }
        catch (CsvHelperException fault)
        {
            throw new PeopleFileException($"Line {fault.Context?.Parser?.RawRow}: the file cannot be read as CSV.");
        }
    }

    private static void Read(CsvReader csv, List<PersonRow> rows, List<RefusedRow> refused)
    {
        string? Cell(string column) => Clean(csv.GetField(column)) is { Length: > 0 } value ? value : null;
        var (id, name, script) = (Cell("id"), Cell("name"), Cell("script"));
        var problem = id is null ? "it has no id" : name is null ? "it has no name" : id.Length > 128 ? "its id is longer than 128 characters"
            : name.Length > PersonName.MaxLength ? $"its name is longer than {PersonName.MaxLength} characters" : !name.Any(char.IsLetter) ? "its name has no letter"
            : script is not (null or "Cyrl" or "Latn") ? "its script is neither Cyrl nor Latn" : null;
        if (problem is null) rows.Add(new PersonRow(id!, name!, Short(Cell("language"), 16), script ?? PersonName.ScriptOf(name!), Short(Cell("scheme"), 64), Short(Cell("union"), 200), Short(Cell("position"), 200), Short(Cell("employer"), 200)));
        else if (refused.Count < MaxRefusals) refused.Add(new RefusedRow(csv.Parser.RawRow, problem));
    }

    private static string? Short(string? value, int most) => value is null || value.Length <= most ? value : value[..(char.IsHighSurrogate(value[most - 1]) ? most - 1 : most)];

    /// <summary>Line breaks and control characters are white space; what turns the direction of writing is dropped.</summary>
    internal static string? Clean(string? cell) => cell is null ? null
        : string.Join(' ', string.Concat(cell.Normalize(NormalizationForm.FormC).Where(c => c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')).Select(c => char.IsControl(c) ? ' ' : c)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A name of a person, as a row gave it.</summary>
public sealed record PersonRow(string Id, string Name, string? Language, string Script, string? Scheme, string? Union, string? Position, string? Employer);

/// <param name="Line">Counted from 1, the heading's.</param>
public sealed record RefusedRow(int Line, string Problem);

/// <param name="UnknownColumns">Columns that nothing is read from.</param>
public sealed record PeopleRows(IReadOnlyList<PersonRow> Rows, IReadOnlyList<RefusedRow> Refused, IReadOnlyList<string> UnknownColumns);

/// <summary>The file is none that persons can be read from.</summary>
public sealed class PeopleFileException(string message) : Exception(message);
