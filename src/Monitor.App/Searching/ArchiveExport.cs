using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Monitor.Core.Archive;
using Monitor.Core.Archive.Indexing;

namespace Monitor.App.Searching;

/// <summary>All hits of a search as a file, newest first: CSV for a spreadsheet, JSON lines for a program. Written while it is read, however long it is.</summary>
public sealed class ArchiveExport(IArchiveIndex index)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Throws before anything is written where the query is refused or the index does not answer.</summary>
    public async Task WriteAsync(ArchiveQuery query, Viewer viewer, ExportFormat format, Func<Stream> open, CancellationToken cancellationToken)
    {
        await using var rows = ReadAsync(query, viewer, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var any = await rows.MoveNextAsync();
        // A spreadsheet takes a CSV for UTF-8 by its byte order mark alone.
        await using var writer = new StreamWriter(open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: format == ExportFormat.Csv), leaveOpen: true) { NewLine = "\n" };
        await using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }, leaveOpen: true);
        if (format == ExportFormat.Csv) await WriteCellsAsync(csv, ExportRow.Columns);
        for (; any; any = await rows.MoveNextAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (format == ExportFormat.Csv) await WriteCellsAsync(csv, rows.Current.Cells.Select(SpreadsheetCell.Escape));
            else await writer.WriteLineAsync(JsonSerializer.Serialize(rows.Current, Json));
        }

        await csv.FlushAsync();
    }

    private async IAsyncEnumerable<ExportRow> ReadAsync(ArchiveQuery query, Viewer viewer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (ArchiveCursor? cursor = null; ;)
        {
            var page = await index.SearchAsync(query with { Sort = ArchiveSort.Newest, Cursor = cursor, PageSize = ArchiveQuery.MaxPageSize, Facets = [] }, viewer, cancellationToken);
            foreach (var hit in page.Hits) yield return ExportRow.Of(hit);
            if ((cursor = page.Next) is null) yield break;
        }
    }

    private static Task WriteCellsAsync(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        return csv.NextRecordAsync();
    }
}

public enum ExportFormat { Csv, Jsonl }
