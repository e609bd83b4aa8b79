using OrleansJobs.Movies;

namespace OrleansJobs.WebFrontend.Movies;

/// <summary>A whole movie in a body. Where the address has a title, the body may leave it out.</summary>
internal sealed class NewMovie : IChecked, IBindableFromHttpContext<NewMovie>, IEndpointParameterMetadataProvider
{
    private readonly MovieSpec? _value;

    private NewMovie(MovieSpec? value, Problem? problem) => (_value, Problem) = (value, problem);

    public Problem? Problem { get; }

    /// <summary>The movie, unless there is a problem.</summary>
    public MovieSpec Value => _value!;

    public static async ValueTask<NewMovie?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        using var body = await JsonBody.Read(context);
        if (body.Problem is { } problem) return new(null, problem);
        var fields = new FieldReader(body.Root);
        var (given, genre, year, date) = (fields.Text("title"), fields.Text("genre"), fields.TextOrNumber("releaseYear"), fields.Text("expiryDate"));
        fields.RefuseOthers();
        var title = given ?? (context.Request.RouteValues.ContainsKey("title") ? MovieTitle.Of(context).Value : null);
        var thisYear = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().Year;
        MovieText.TryRead(title, genre, year, date, thisYear, out var movie, out var faults);
        List<FieldError> all = [.. fields.Faults, .. faults.Where(fault => fields.Faults.All(other => other.Field != fault.Field))];
        return new(movie, all.Count == 0 ? null : Problem.Invalid(all));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => JsonBody.Declare(
        builder, typeof(MovieBody), """{"title": "Alien", "genre": "Horror", "releaseYear": 1979, "expiryDate": "2030-12-31"}""");
}
