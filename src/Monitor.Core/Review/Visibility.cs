using Monitor.Core.Archive;
using Monitor.Core.People;

namespace Monitor.Core.Review;

/// <summary>What a viewer may see of what people wrote. Every query of a page begins here: what is not seen has no part in any list, number, order or suggestion.</summary>
public static class Visibility
{
    public static IQueryable<Person> VisibleTo(this IQueryable<Person> persons, Viewer viewer)
    {
        var clearance = viewer.Clearance;
        return persons.Where(person => person.Clearance <= clearance);
    }

    public static IQueryable<PersonTag> VisibleTo(this IQueryable<PersonTag> tags, Viewer viewer)
    {
        var clearance = viewer.Clearance;
        return tags.Where(tag => tag.Clearance <= clearance && tag.Person!.Clearance <= clearance);
    }

    public static IQueryable<Act> VisibleTo(this IQueryable<Act> acts, Viewer viewer)
    {
        var clearance = viewer.Clearance;
        return acts.Where(act => act.Clearance <= clearance && act.Person!.Clearance <= clearance);
    }

    public static IQueryable<Incident> VisibleTo(this IQueryable<Incident> incidents, Viewer viewer)
    {
        var clearance = viewer.Clearance;
        return incidents.Where(incident => incident.Clearance <= clearance);
    }
}
