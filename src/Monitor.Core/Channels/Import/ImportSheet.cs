using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Import;

/// <summary>
/// Reads the sheet of an import (CSV, RFC 4180, UTF-8 with or without BOM): a heading, then one row a file.
/// Columns: file; source_url, published (ISO 8601; UTC where it names no offset), obtained_from, title, text, outlet, attach where known. Pure; at most 50,000 rows.
/// </summary>
public static class ImportSheet
{
    private const int MaxRows = 50_000;

    /// <summary>Throws <see cref="ImportRefusedException"/> where it is no such sheet at all; a bad row tells its own refusal.</summary>
    public static IReadOnlyList<ImportRow> Parse(Stream sheet)
    {
        try
        {
            using var reader = new StreamReader(sheet, new UTF8Encoding(false, throwOnInvalidBytes: true));
            var text = reader.ReadToEnd();
            using var csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                PrepareHeaderForMatch = heading => heading.Header.Trim().ToLowerInvariant(),
                MissingFieldFound = null,
                BadDataFound = null,
                MaxFieldSize = 300_000,
                Delimiter = SheetDelimiter.Of(text),
            });
            if (!csv.Read() || !csv.ReadHeader() || !csv.HeaderRecord!.Any(column => column.Trim().Equals("file", StringComparison.OrdinalIgnoreCase)))
                throw new ImportRefusedException(ImportRefusal.NotUnderstood, "The sheet's first line names its columns; 'file' is needed, source_url, published and obtained_from are wanted.");
            var rows = new List<ImportRow>();
            while (csv.Read())
            {
                if (rows.Count >= MaxRows) throw new ImportRefusedException(ImportRefusal.NotUnderstood, $"The sheet has more than {MaxRows} rows; cut it into several.");
                rows.Add(Read(csv));
            }

            return rows;
        }
        catch (DecoderFallbackException fault)
        {
            throw new ImportRefusedException(ImportRefusal.NotUnderstood, "The sheet is not UTF-8; save it as \"CSV UTF-8\".", fault);
        }
        catch (CsvHelperException fault)
        {
            throw new ImportRefusedException(ImportRefusal.NotUnderstood, $"Line {fault.Context?.Parser?.RawRow} of the sheet cannot be read as CSV.", fault);
        }
    }

    /// <summary>Reads an ISO 8601 date or instant; null for nothing. Throws <see cref="ImportRefusedException"/>.</summary>
    public static DateTimeOffset? Instant(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        string[] shapes = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ssZ"];
        return DateTimeOffset.TryParseExact(text.Trim(), shapes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at
            : throw new ImportRefusedException(ImportRefusal.DateNotUnderstood, "The date is not understood; write it as 2021-09-28 or 2021-09-28T14:05+03:00.");
    }

    /// <summary>How exact that is: a date alone is a day.</summary>
    public static DatePrecision PrecisionOf(string? text) => text?.Trim().Length == 10 ? DatePrecision.Day : DatePrecision.Time;

    /// <summary>Reads state-media and the like; pro-government for nothing. Throws <see cref="ImportRefusedException"/>.</summary>
    public static Outlet OutletOf(string? text) => string.IsNullOrWhiteSpace(text) ? Outlet.ProGovernment
        : Enum.TryParse<Outlet>(text.Trim().Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var outlet) && Enum.IsDefined(outlet) && !char.IsAsciiDigit(text.Trim()[0]) ? outlet
        : throw new ImportRefusedException(ImportRefusal.OutletNotUnderstood, "The outlet is one of security-service, state-media, pro-government, independent, union.");

    private static ImportRow Read(CsvReader csv)
    {
        string? Cell(string column) => string.IsNullOrWhiteSpace(csv.GetField(column)) ? null : csv.GetField(column)!.Trim();
        var (line, file) = (csv.Parser.RawRow, Cell("file"));
        try
        {
            if (file is null) throw new ImportRefusedException(ImportRefusal.FileMissing, "The row names no file.");
            return new ImportRow(line, file, new ImportFacts { SourceUrl = Cell("source_url"), PublishedAt = Instant(Cell("published")), PublishedPrecision = PrecisionOf(Cell("published")), ObtainedFrom = Cell("obtained_from"), Title = Cell("title"), Text = Cell("text"), Outlet = OutletOf(Cell("outlet")), AttachTo = Cell("attach") }, null);
        }
        catch (ImportRefusedException refusal)
        {
            return new ImportRow(line, file ?? "", new ImportFacts(), refusal);
        }
    }
}

/// <summary>A row of the sheet.</summary>
/// <param name="Line">Counted from 1, the heading's.</param>
/// <param name="File">Path within the folder of the sheet.</param>
/// <param name="Refusal">Why the row cannot be used; null where it can.</param>
public sealed record ImportRow(int Line, string File, ImportFacts Facts, ImportRefusedException? Refusal);
