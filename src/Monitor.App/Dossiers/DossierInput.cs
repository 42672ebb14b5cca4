using Monitor.App.Texts;
using Monitor.Core.Review;

namespace Monitor.App.Dossiers;

/// <summary>What a dossier is to hold, as an address says it.</summary>
public sealed record DossierInput(string Language, DossierPictures Pictures, bool Notes, bool Speech)
{
    public static DossierInput Read(IQueryCollection values) => new(
        values["language"].ToString() is { Length: > 0 } code && EditTranscripts.Languages.Contains(code) ? code : PageText.Language,
        Enum.TryParse<DossierPictures>(values["pictures"].ToString(), ignoreCase: true, out var pictures) && Enum.IsDefined(pictures) ? pictures : DossierPictures.Blurred,
        values["notes"] == "on", values["speech"] == "on");

    public string Query => $"language={Language}&pictures={Pictures.ToString().ToLowerInvariant()}{(Notes ? "&notes=on" : "")}{(Speech ? "&speech=on" : "")}";
}

/// <summary>None; all blurred; the person clear and everything beside the person blurred; all clear.</summary>
public enum DossierPictures { None, Blurred, Person, Clear }
