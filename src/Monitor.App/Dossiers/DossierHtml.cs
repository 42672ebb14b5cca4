using System.Globalization;
using System.Net;
using System.Text;
using Monitor.Core.Posts;
using Monitor.App.Pages.Cases;
using Monitor.App.Texts;
using Monitor.Core.People;
using Monitor.Core.Review;

namespace Monitor.App.Dossiers;

/// <summary>Writes a dossier as one HTML page that holds everything itself and loads nothing: to be read, printed, or made a PDF of. Names nobody of ours.</summary>
internal sealed class DossierHtml(DossierContents contents, DossierInput input, IReadOnlyDictionary<(long Tag, long Still), byte[]> pictures, PageText text, HumanText human)
{
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private const string Style = """
        @page { size: A4; margin: 20mm 18mm 22mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt "DejaVu Sans", sans-serif; } }
        body { font: 10.5pt/1.45 "DejaVu Sans", sans-serif; color: #17202a; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 18pt; margin: 0 0 .3rem; } h2 { font-size: 13pt; border-bottom: 1px solid #999; margin: 1.6rem 0 .5rem; break-after: avoid; } h3 { font-size: 11pt; margin: 0 0 .2rem; }
        .box { break-inside: avoid; margin: 0 0 1rem; } .note { color: #444; font-size: 9pt; } .coerced { border-left: 4px solid #7a1f2b; background: #f8eef0; padding: .4rem .7rem; }
        dl { display: grid; grid-template-columns: 11rem 1fr; gap: .2rem 1rem; margin: 0; } dt { color: #444; } dd { margin: 0; } ul { margin: .2rem 0; padding-left: 1.2rem; }
        img { max-width: 31%; margin: .3rem 1% 0 0; vertical-align: top; } code { font: 8.5pt "DejaVu Sans Mono", monospace; } @media print { body { margin: 0; padding: 0; max-width: none; } }
        """;

    private readonly StringBuilder html = new();

    public string Write(DateTimeOffset now)
    {
        var person = contents.Case.Person;
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{input.Language}\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"><title>{E(text["DossierOf", person.NameIn(input.Language)])}</title><style>{Style}</style></head><body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{E(person.NameIn(input.Language))}</h1><p>{E(text["DossierLine", person.Number, human.Date(now)])}</p><p class=\"coerced\">{E(text["DossierCoerced"])}</p>");
        WritePerson(person);
        WriteActs();
        WriteAppearances();
        WriteSources();
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{E(text["DossierProves"])}</p></body></html>\n");
        return html.ToString();
    }

    private void WritePerson(Person person)
    {
        Heading(text["Person"]);
        html.Append("<dl>");
        Fact(text["NamesHeading"], person.Names.Count == 0 ? text["Unnamed"] : string.Join("; ", person.Names.Select(name => name.Name)));
        Fact(text["Description"], person.Description);
        Fact(text["Union"], person.Union);
        Fact(text["Position"], person.Position);
        Fact(text["Employer"], person.Employer);
        Fact(text["StatusHeading"], string.Join("; ", person.Statuses.Select(status => $"{text.Of(status.Kind)} ({(status.Since is null ? text["DateNotKnown"] : human.Partial(status.Since))})")));
        foreach (var identifier in person.Identifiers.Where(identifier => identifier.Scheme != "import")) Fact(identifier.Scheme, identifier.Value);
        html.Append("</dl>");
    }

    private void WriteActs()
    {
        Heading(text["ActsHeading"]);
        if (contents.Case.Acts.Count == 0) Paragraph(text["NoActsYet"]);
        foreach (var act in contents.Case.Acts)
        {
            html.Append("<div class=\"box\">");
            html.Append(CultureInfo.InvariantCulture, $"<h3>{E(act.Act.When is null ? text["DateNotKnown"] : human.Partial(act.Act.When))} — {E(text.Of(act.Act.Kind))}</h3>");
            Paragraph(string.Join(" · ", new[] { text.Of(act.Act.Certainty), act.Act.Place, act.Act.Agency, act.Incident?.Title }.Where(part => part is { Length: > 0 })));
            if (input.Notes && act.Act.Note is { } note) Paragraph(note);
            html.Append("<ul>");
            foreach (var evidence in act.Evidence)
            {
                if (evidence.Url is { } url) html.Append(CultureInfo.InvariantCulture, $"<li>{E(text["LinkElsewhere"])} <code>{E(url)}</code></li>");
                foreach (var post in evidence.Posts) html.Append(CultureInfo.InvariantCulture, $"<li>{Reference(post)}</li>");
            }

            html.Append(act.Evidence.Count == 0 ? $"<li>{E(text["NoEvidenceYet"])}</li></ul></div>" : "</ul></div>");
        }
    }

    private void WriteAppearances()
    {
        Heading(text["AppearancesHeading"]);
        if (contents.Case.Appearances.Count == 0) Paragraph(text["NoAppearancesYet"]);
        foreach (var seen in contents.Case.Appearances)
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"box\"><h3>{E(text.Of(seen.Tag.Role))}, {E(seen.Tag.MediaItemId is null ? text["InText"] : text["InClip"])}{(seen.Tag.FromMs is { } from ? $" {HumanText.Duration(from)}{(seen.Tag.ToMs is { } to ? "–" + HumanText.Duration(to) : "")}" : "")} · {E(text.Of(seen.Tag.Certainty))}</h3>");
            if (seen.Tag.MediaItemId is { } item && contents.Clips.TryGetValue(item, out var hash)) html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{E(text["ClipHash"])} <code>SHA-256 {hash}</code></p>");
            foreach (var still in seen.Stills.Where(still => pictures.ContainsKey((seen.Tag.Id, still)))) html.Append(CultureInfo.InvariantCulture, $"<img alt=\"{E(text[input.Pictures == DossierPictures.Clear ? "ClearStillAt" : "BlurredStillAt", HumanText.Duration(contents.Stills[still].TimeMs)])}\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(pictures[(seen.Tag.Id, still)])}\">");
            html.Append(CultureInfo.InvariantCulture, $"<ul>{string.Concat(seen.Posts.Select(post => $"<li>{Reference(post)}</li>"))}</ul></div>");
            if (input.Speech) WriteSpeech(seen.Tag);
        }
    }

    private void WriteSpeech(PersonTag tag)
    {
        foreach (var language in contents.SpeechOf(tag).GroupBy(line => (line.Language, line.IsTranslation, line.MachineModel)))
        {
            html.Append(CultureInfo.InvariantCulture, $"<div><p class=\"coerced\">{E(text[language.Key.IsTranslation ? "DossierTranslation" : "DossierTranscript", text["Language_" + language.Key.Language]])} {E(text["CoercedSpeech"])}{(language.Key.MachineModel is { } model ? " " + E(text["MachineMade", model]) : "")}</p><ul lang=\"{language.Key.Language}\">");
            foreach (var line in language) html.Append(CultureInfo.InvariantCulture, $"<li>{HumanText.Duration(line.StartMs)} {E(line.Text)}</li>");
            html.Append("</ul></div>");
        }
    }

    private void WriteSources()
    {
        Heading(text["Sources"]);
        if (contents.Sources.Count == 0) Paragraph(text["NoEvidenceYet"]);
        foreach (var source in contents.Sources)
        {
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"box\" id=\"source-{source.Number}\"><h3>[{source.Number}] {source.Post.Number}</h3><dl>");
            Fact(text["Channel"], $"{source.Post.ChannelTitle} ({text.Of(source.Post.Outlet)})");
            Fact(text["PublishedAt"], source.Post.PublishedPrecision == DatePrecision.Unknown ? text["DateNotKnown"] : $"{human.Date(source.Post.PublishedAt, source.Post.PublishedPrecision)} ({HumanText.Utc(source.Post.PublishedAt, source.Post.PublishedPrecision)})");
            Fact(text["SourceUrl"], source.Post.Url);
            if (source.ReadAt is { } read) Fact(text["DossierReadAt"], HumanText.Utc(read));
            if (source.Fingerprint is { } hash) Fact(text["VersionHash"], "SHA-256 " + hash);
            html.Append("</dl></div>");
        }
    }

    private string Reference(CasePost post) => $"<a href=\"#source-{contents.SourceOf(post).Number}\">[{contents.SourceOf(post).Number}]</a> {E(post.Number)}, {E(post.ChannelTitle)}, {E(human.Date(post.PublishedAt, post.PublishedPrecision))}";

    private void Heading(string words) => html.Append(CultureInfo.InvariantCulture, $"\n<h2>{E(words)}</h2>");

    private void Paragraph(string words) => html.Append(CultureInfo.InvariantCulture, $"<p>{E(words).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");

    private void Fact(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) html.Append(CultureInfo.InvariantCulture, $"<dt>{E(name)}</dt><dd>{E(value)}</dd>");
    }

    private static string E(string words) => WebUtility.HtmlEncode(words);
}
