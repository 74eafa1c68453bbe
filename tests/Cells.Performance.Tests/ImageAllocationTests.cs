using Cells.Bench.Micro.Workloads;
using Cells.Tests;

namespace Cells.Performance.Tests;

/// <summary>Images are written and looked at without any allocation, whatever their size.</summary>
[Collection(Serial.Name)]
public sealed class ImageAllocationTests
{
    private const int Rounds = 200;

    public static TheoryData<string> Names => [.. Workload.All.Select(static workload => workload.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Writing_an_image_allocates_nothing(string name) => AllocatesNothing(Of(name).Write);

    [Theory]
    [MemberData(nameof(Names))]
    public void Measuring_a_value_and_writing_it_allocates_nothing(string name) => AllocatesNothing(Of(name).Write, "measured");

    [Theory]
    [MemberData(nameof(Names))]
    public void Looking_at_a_field_allocates_nothing(string name) => AllocatesNothing(Of(name).Access);

    [Theory]
    [MemberData(nameof(Names))]
    public void Looking_at_every_field_allocates_nothing(string name) => AllocatesNothing(Of(name).Walk);

    private static Workload Of(string name) => Workload.All.Single(workload => workload.Name == name);

    private static void AllocatesNothing(IReadOnlyList<Contender> operation, string form = Workload.Cells)
    {
        Contender contender = operation.Single(contender => contender.Name == form);
        for (int i = 0; i < Rounds / 10; i++)
            contender.Run(1);
        Allocations.None(Rounds, rounds => contender.Run(rounds));
    }
}
