using System.Globalization;
using Monitor.App.Accounts;
using Monitor.Core.Audit;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.People;

namespace Monitor.App.Dossiers;

/// <summary>The dossier as files: HTML, and the PDF that is printed of it. Each is noted in the audit before it leaves.</summary>
internal static class DossierFiles
{
    public static void MapDossierFiles(this WebApplication app)
    {
        var files = app.MapGroup("").RequireAuthorization(Policies.ReadCases).ExcludeFromDescription();
        files.MapGet("/people/{number}/dossier.html", (string number, HttpContext http, MakeDossier make, AuditLog audit, CancellationToken token) => HtmlAsync(number, http, make, audit, token));
        files.MapGet("/people/{number}/dossier.pdf", PdfAsync);
    }

    private static async Task<IResult> HtmlAsync(string number, HttpContext http, MakeDossier make, AuditLog audit, CancellationToken cancellationToken)
    {
        if (await WriteAsync(number, http, make, audit, "html", cancellationToken) is not { } html) return TypedResults.NotFound();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox";
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", FileName(number, "html"));
    }

    private static async Task<IResult> PdfAsync(string number, HttpContext http, MakeDossier make, PagePrinter printer, AuditLog audit, CancellationToken cancellationToken)
    {
        if (await WriteAsync(number, http, make, audit, "pdf", cancellationToken) is not { } html) return TypedResults.NotFound();
        try
        {
            return TypedResults.File(await printer.PrintAsync(html, cancellationToken), "application/pdf", FileName(number, "pdf"));
        }
        catch (Core.Media.DecodeException fault)
        {
            return TypedResults.Problem(title: "The PDF could not be made; take the HTML page and print it.", detail: fault.Message, statusCode: 503);
        }
    }

    private static async Task<string?> WriteAsync(string number, HttpContext http, MakeDossier make, AuditLog audit, string form, CancellationToken cancellationToken)
    {
        var input = DossierInput.Read(http.Request.Query);
        if (Person.ParseNumber(number) is not { } id || await make.RunAsync(id, Policies.ViewerOf(http.User), input, cancellationToken) is not var (html, contents)) return null;
        await audit.WriteAsync(Policies.ActorOf(http.User), AuditAction.Exported, "person", id.ToString(CultureInfo.InvariantCulture), $"dossier {form} {input.Language} {input.Pictures} acts={contents.Case.Acts.Count} sources={contents.Sources.Count}", cancellationToken);
        return html;
    }

    /// <summary>Made of the number alone: no name of a person is in the name of a file.</summary>
    private static string FileName(string number, string form) => $"dossier-{Person.NumberOf(Person.ParseNumber(number)!.Value)}.{form}";
}
