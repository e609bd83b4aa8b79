namespace OrleansJobs.WebFrontend.Jobs;

/// <summary>A page of what a job has done already, if it does its work in durable steps.</summary>
/// <param name="Steps">The steps, in order of their names: the next attempt does none of them again.</param>
/// <param name="NextCursor">The value of the parameter cursor with which the next page is asked for; absent on the last one.</param>
public sealed record StepList(ImmutableArray<JobStep> Steps, string? NextCursor = null);

/// <summary>The query string of a list of steps.</summary>
internal sealed record StepPlace(int Limit, string? After) : IQueryForm<StepPlace>
{
    public static StepPlace Read(QueryReader query) => new(
        query.Integer("limit", "At most so many steps, 1 to 100; 50 if absent. A page whose values are large is shorter.", 1, 100) ?? 50, query.Cursor(name => name));
}
