using Cells.Hosting;

namespace Cells;

/// <summary>Begins a cell's program over the generic host.</summary>
public static class CellBuilderExtensions
{
    extension(Cell)
    {
        /// <summary>A builder for a cell with several services, constructor injection, configuration and logging. <c>Cell.RunAsync</c> is the short way for one service.</summary>
        /// <param name="args">The program's arguments; <c>--name NAME</c> and <c>--run-dir DIR</c> are understood, beside those of the generic host.</param>
        public static CellApplicationBuilder CreateBuilder(string[] args) => new(args);
    }
}
