using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Monitor.App.Texts;
using Monitor.Core.Archive;
using Monitor.Core.Database;
using Monitor.Core.Media;
using Monitor.Core.Media.Ffmpeg;
using Monitor.Core.Review;

namespace Monitor.App.Dossiers;

/// <summary>Makes a person's dossier in a language of its own, whatever the reader's is.</summary>
public sealed class MakeDossier(IDbContextFactory<MonitorDbContext> contexts, IMediaStore store, RegionPicture regions, PageText text, HumanText human, TimeProvider clock)
{
    /// <summary>The page and what it holds; null where there is no such person, or the person is withheld from export.</summary>
    public async Task<(string Html, DossierContents Contents)?> RunAsync(long personId, Viewer viewer, DossierInput input, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await DossierContents.LoadAsync(db, personId, viewer, cancellationToken) is not { } contents) return null;
        var pictures = new Dictionary<(long Tag, long Still), byte[]>();
        foreach (var seen in contents.Case.Appearances)
            foreach (var still in seen.Stills.Where(still => contents.Stills.ContainsKey(still)))
                if (await PictureAsync(contents.Stills[still], seen.Tag, input.Pictures, cancellationToken) is { } bytes) pictures[(seen.Tag.Id, still)] = bytes;
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(input.Language);
            return (new DossierHtml(contents, input, pictures, text, human).Write(clock.GetUtcNow()), contents);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
        }
    }

    private async Task<byte[]?> PictureAsync(DossierStill still, PersonTag tag, DossierPictures mode, CancellationToken cancellationToken)
    {
        var hash = new ContentHash(mode is DossierPictures.Blurred ? still.BlurredHash : still.FullHash);
        if (mode == DossierPictures.None || !store.Contains(hash)) return null;
        if (mode != DossierPictures.Person) return await File.ReadAllBytesAsync(store.LocalPath(hash), cancellationToken);
        try
        {
            return await regions.MakeAsync(store.LocalPath(hash), TagRegion.TryParse(tag.Region, out var region) ? region : null, cancellationToken);
        }
        catch (DecodeException)
        {
            // Without the tool, or for a region that it cannot cut, the still that is blurred already.
            var blurred = new ContentHash(still.BlurredHash);
            return store.Contains(blurred) ? await File.ReadAllBytesAsync(store.LocalPath(blurred), cancellationToken) : null;
        }
    }
}
